import type { Scripted } from "./scripted.ts";

/** The components of a graph of the nodes 1 to count: of each node the number of its component. */
export const GRAPHS: readonly Scripted[] = [
  {
    name: "kqljs_components",
    parameters: ["VARCHAR", "BIGINT"],
    returns: "VARCHAR",
    call: (pairs, count) =>
      JSON.stringify(components(JSON.parse(String(pairs ?? "[]")) as [number, number][], Number(count ?? 0))),
  },
];

function components(pairs: readonly (readonly [number, number])[], count: number): number[] {
  const parents = Array.from({ length: count + 1 }, (_, node) => node);
  const top = (node: number): number => {
    let at = node;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at] ?? at] ?? at;
      at = parents[at] ?? at;
    }
    return at;
  };
  for (const [a, b] of pairs) parents[top(a)] = top(b);
  const numbers = new Map<number, number>();
  return Array.from({ length: count }, (_, i) => {
    const found = top(i + 1);
    const number = numbers.get(found) ?? numbers.size;
    numbers.set(found, number);
    return number;
  });
}
