import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { boundColumns } from "../operators/operator.ts";
import type { ColumnType } from "../types.ts";

/** One part of a parse pattern. */
export type Piece =
  | { readonly kind: "star" }
  | { readonly kind: "text"; readonly text: string; readonly node: KqlNode }
  | { readonly kind: "column"; readonly name: string; readonly type: ColumnType };

export type ParseMode = "simple" | "relaxed" | "regex";

export interface ParsePattern {
  readonly mode: ParseMode;
  /** For regular expressions: letters of `Umsi`. */
  readonly flags: string;
  readonly pieces: readonly Piece[];
}

/** Reads what stands behind `parse` and `parse-where`. */
export function patternOf(node: KqlNode, context: Context): ParsePattern {
  let mode: ParseMode = "simple";
  let flags = "";
  for (const parameter of node.child("Parameters")?.children ?? []) {
    const name = parameter.child("Name")?.text;
    const value = parameter.child("Expression")?.text ?? "";
    if (name === "kind" && (value === "simple" || value === "relaxed" || value === "regex")) mode = value;
    else if (name === "flags" && /^[Umsi]+$/.test(value)) flags = value;
    else throw refuse(context, parameter, `The parameter ${parameter.text} is not supported`);
  }
  const types = new Map(boundColumns(node, context).map(({ name, type }) => [name, type]));
  const pieces = (node.child("Patterns")?.children ?? []).map((item) => pieceOf(item, types, context));
  pieces.forEach((piece, i) => {
    if (piece.kind === "column" && pieces[i + 1]?.kind === "column")
      throw refuse(context, node, "Two columns with nothing between them cannot be parsed", "SemanticError");
  });
  return { mode, flags, pieces };
}

function pieceOf(item: KqlNode, types: ReadonlyMap<string, ColumnType>, context: Context): Piece {
  if (item.kind === "StarExpression") return { kind: "star" };
  if (item.kind === "LiteralExpression" || item.kind === "CompoundStringLiteralExpression")
    return { kind: "text", text: String(item.constant), node: item };
  const name = (item.kind === "NameAndTypeDeclaration" ? item.child("Name") : item)?.symbol?.name;
  const type = name === undefined ? undefined : types.get(name);
  if (name === undefined || type === undefined)
    throw refuse(context, item, `${item.text} is not supported in a pattern`);
  return { kind: "column", name, type };
}
