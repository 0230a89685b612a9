import type { KqlNode } from "@logdoctor/kql/syntax";

/** The text of an expression on one line and without comments, some of its columns under other names. */
export function rewritten(expression: KqlNode, names: ReadonlyMap<string, string>): string {
  let text = "";
  let end = expression.offset;
  for (const { at, length, put } of piecesOf(expression, names)) {
    if (at > end && text !== "") text += " ";
    text += put;
    end = at + length;
  }
  return text;
}

interface Piece {
  readonly at: number;
  readonly length: number;
  readonly put: string;
}

function* piecesOf(node: KqlNode, names: ReadonlyMap<string, string>): Generator<Piece> {
  const renamed = node.symbol?.kind === "column" ? names.get(node.symbol.name) : undefined;
  if (node.kind === "NameReference" && renamed !== undefined) {
    yield { at: node.offset, length: node.text.length, put: renamed };
    return;
  }
  if (node.children.length === 0 && node.text !== "")
    yield { at: node.offset, length: node.text.length, put: node.text };
  for (const child of node.children) yield* piecesOf(child, names);
}
