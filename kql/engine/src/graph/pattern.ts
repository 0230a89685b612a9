import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";

export type Direction = "right" | "left" | "any";

export interface PatternNode {
  readonly kind: "node";
  /** What makes it the same node: its name, or one of its own. */
  readonly name: string;
}

export interface PatternEdge {
  readonly kind: "edge";
  readonly name: string;
  readonly direction: Direction;
  /** Of an edge of variable length. */
  readonly range: { readonly least: number; readonly most: number } | undefined;
}

/** A sequence: a node, then edge and node in turns. */
export interface Sequence {
  readonly start: PatternNode;
  readonly steps: readonly { readonly edge: PatternEdge; readonly node: PatternNode }[];
}

const LONGEST = 64;

/** The comma-separated sequences of an operator's pattern. */
export function sequencesOf(node: KqlNode, context: Context): Sequence[] {
  const edges = new Set<string>();
  return (node.child("Patterns")?.elements ?? []).map((pattern) => {
    const elements = pattern.child("PatternElements")?.children ?? [];
    const [start, ...rest] = elements.map((element) =>
      element.kind === "GraphMatchPatternNode" ? nodeOf(element, context) : edgeOf(element, context),
    );
    const steps: { edge: PatternEdge; node: PatternNode }[] = [];
    for (let i = 0; i < rest.length; i += 2) {
      const [edge, next] = [rest[i], rest[i + 1]];
      if (edge?.kind !== "edge" || next?.kind !== "node" || edges.has(edge.name))
        throw refuse(context, pattern, "This pattern is not supported");
      edges.add(edge.name);
      steps.push({ edge, node: next });
    }
    if (start?.kind !== "node") throw refuse(context, pattern, "This pattern is not supported");
    return { start, steps };
  });
}

function nodeOf(element: KqlNode, context: Context): PatternNode {
  checkShape(element, /^\(\s*[^\s:]*\s*\)$/, context);
  return { kind: "node", name: nameOf(element, context) };
}

function edgeOf(element: KqlNode, context: Context): PatternEdge {
  const { text } = element;
  checkShape(element, /^(<-|-)\s*(\[\s*[^\s:*]*\s*(\*\s*\d+\s*\.\.\s*\d+)?\s*\])?\s*(->|-)$/, context);
  const direction = text.startsWith("<") ? "left" : text.endsWith(">") ? "right" : "any";
  const range = element.child("Range");
  return {
    kind: "edge",
    name: nameOf(element, context),
    direction,
    range: range === undefined ? undefined : rangeOf(range, context),
  };
}

// Labels, for one.
function checkShape(element: KqlNode, shape: RegExp, context: Context): void {
  if (!shape.test(element.text)) throw refuse(context, element, "This part of a pattern is not supported");
}

function rangeOf(range: KqlNode, context: Context): { least: number; most: number } {
  const [least, most] = ["RangeStart", "RangeEnd"].map((name) => Number(range.child(name)?.text ?? Number.NaN));
  if (least === undefined || most === undefined || !(least >= 1 && most >= least && most <= LONGEST))
    throw refuse(context, range, `An edge of this length is not supported: from 1 to ${LONGEST}`);
  return { least, most };
}

// A name of its own, which no query can write, for what has none.
function nameOf(element: KqlNode, context: Context): string {
  return element.child("Name")?.symbol?.name ?? element.child("Name")?.text ?? ` ${context.fresh()}`;
}
