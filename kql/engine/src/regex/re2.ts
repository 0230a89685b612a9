import type { Place, RegexNode } from "./nodes.ts";
import { printCharacter, printSet, type SetDialect } from "./sets.ts";

const PLACES: Readonly<Record<Place, string>> = {
  start: "\\A",
  end: "\\z",
  lineStart: "(?m:^)",
  lineEnd: "(?m:$)",
  word: "\\b",
  notWord: "\\B",
};

/** The pattern as RE2 reads it; RE2's `\b` knows ASCII only. */
export function printRe2(root: RegexNode, dialect: Exclude<SetDialect, "script">): string {
  // One flag for all keeps the pattern short, and RE2's look for literals at its start at work.
  const all = folds(root);
  return all.length > 0 && all.every(Boolean) ? `(?i)${print(root, dialect, true)}` : print(root, dialect, false);
}

function folds(node: RegexNode): boolean[] {
  switch (node.kind) {
    case "set":
      return [node.fold];
    case "group":
    case "repeat":
      return folds(node.node);
    case "sequence":
    case "either":
      return node.nodes.flatMap(folds);
    default:
      return [];
  }
}

function print(node: RegexNode, dialect: "ascii" | "re2", folded: boolean): string {
  switch (node.kind) {
    case "set":
      return printOne(node, dialect, folded);
    case "place":
      return PLACES[node.place];
    case "group":
      return `(${print(node.node, dialect, folded)})`;
    case "sequence":
      return node.nodes
        .map((part) => (part.kind === "either" ? grouped(part, dialect, folded) : print(part, dialect, folded)))
        .join("");
    case "either":
      return node.nodes.map((part) => print(part, dialect, folded)).join("|");
    case "repeat":
      return `${repeated(node.node, dialect, folded)}${counts(node.min, node.max)}${node.greedy ? "" : "?"}`;
  }
}

function printOne(node: RegexNode & { kind: "set" }, dialect: "ascii" | "re2", folded: boolean): string {
  const [item] = node.items;
  const single = !node.negated && node.items.length === 1 && item?.kind === "range" && item.low === item.high;
  const text = single ? printCharacter(item.low, dialect) : printSet(node, dialect);
  return node.fold && !folded ? `(?i:${text})` : text;
}

function repeated(node: RegexNode, dialect: "ascii" | "re2", folded: boolean): string {
  const plain = node.kind === "set" || node.kind === "group";
  return plain ? print(node, dialect, folded) : grouped(node, dialect, folded);
}

function grouped(node: RegexNode, dialect: "ascii" | "re2", folded: boolean): string {
  return `(?:${print(node, dialect, folded)})`;
}

function counts(min: number, max: number): string {
  if (max === Number.POSITIVE_INFINITY) return min === 0 ? "*" : min === 1 ? "+" : `{${min},}`;
  if (min === 0 && max === 1) return "?";
  return min === max ? `{${min}}` : `{${min},${max}}`;
}
