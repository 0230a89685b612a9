import type { KqlNode } from "@logdoctor/kql/syntax";

export interface Link {
  readonly node: KqlNode;
  /** The operator before it, by its official name; undefined for the first. */
  readonly operator: string | undefined;
}

/** The operands of `a + b - c …`, which the parser nests to the left, as long as `continues`. */
export function linksOf(node: KqlNode, continues: (left: KqlNode) => boolean): Link[] {
  const links: Link[] = [];
  let at = node;
  for (;;) {
    const [left, right] = [at.child("Left"), at.child("Right")];
    if (left === undefined || right === undefined) return [];
    links.push({ node: right, operator: at.symbol?.name });
    if (left.kind !== "BinaryExpression" || !continues(left)) {
      links.push({ node: left, operator: undefined });
      return links.reverse();
    }
    at = left;
  }
}

/** The items joined two by two: no deeper than it must be. Undefined of none. */
export function balanced<T>(items: readonly T[], join: (a: T, b: T) => T): T | undefined {
  const [first, ...others] = items;
  if (first === undefined || others.length === 0) return first;
  const half = items.length >> 1;
  const [left, right] = [balanced(items.slice(0, half), join), balanced(items.slice(half), join)];
  return left === undefined || right === undefined ? (left ?? right) : join(left, right);
}
