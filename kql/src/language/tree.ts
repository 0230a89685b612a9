import { positionAt } from "./position.ts";
import type { KqlNode } from "./syntax.ts";
import type { Diagnostic } from "./types.ts";

/** Every node of the tree, parents first, in the order of the text. */
export function* nodesOf(root: KqlNode): Generator<KqlNode> {
  yield root;
  for (const child of root.children) yield* nodesOf(child);
}

/** A diagnostic at `offset` of `text`. */
export function diagnosticAt(text: string, offset: number, code: string, message: string): Diagnostic {
  return { code, message, position: positionAt(text, offset) };
}

/** Offset of the first text that no token covers and that is not white space: a comment, or something skipped. */
export function firstHidden(root: KqlNode, text: string): number | undefined {
  let end = 0;
  for (const node of nodesOf(root)) {
    if (node.kind !== "Token" || node.children.length > 0) continue;
    const gap = hiddenIn(text, end, node.offset);
    if (gap !== undefined) return gap;
    end = Math.max(end, node.offset + node.text.length);
  }
  return hiddenIn(text, end, text.length);
}

function hiddenIn(text: string, start: number, end: number): number | undefined {
  const index = text.slice(start, Math.max(start, end)).search(/\S/);
  return index < 0 ? undefined : start + index;
}
