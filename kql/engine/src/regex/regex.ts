import { findMatch, type Match } from "./matcher.ts";
import type { ParsedRegex, RegexNode } from "./nodes.ts";
import { parseRegex } from "./parse.ts";
import { type Instruction, programOf } from "./program.ts";
import { printRe2 } from "./re2.ts";
import { isUnicode } from "./sets.ts";

export interface Regex extends ParsedRegex {
  /** The pattern in Kusto's syntax. */
  readonly source: string;
  /** For RE2, right on ASCII text. */
  readonly ascii: string;
  /** For RE2, right on all text, but for `\b`; the same as `ascii` where that is right everywhere. */
  readonly unicode: string;
  readonly hasWordBorder: boolean;
  /** May it match no character at all? */
  readonly matchesEmpty: boolean;
  program(): readonly Instruction[];
}

const MAX_CACHED = 300;
const cache = new Map<string, Regex>();

/** Throws RegexError. */
export function compileRegex(pattern: string): Regex {
  const known = cache.get(pattern);
  if (known !== undefined) return known;
  const parsed = parseRegex(pattern);
  let program: readonly Instruction[] | undefined;
  const ascii = printRe2(parsed.root, "ascii");
  const regex: Regex = {
    ...parsed,
    source: pattern,
    ascii,
    unicode: some(parsed.root, (node) => node.kind === "set" && isUnicode(node)) ? printRe2(parsed.root, "re2") : ascii,
    hasWordBorder: some(parsed.root, (node) => node.kind === "place" && /word/i.test(node.place)),
    matchesEmpty: shortest(parsed.root) === 0,
    program: () => {
      program ??= programOf(parsed.root);
      return program;
    },
  };
  if (cache.size >= MAX_CACHED) cache.delete(cache.keys().next().value ?? "");
  cache.set(pattern, regex);
  return regex;
}

function some(node: RegexNode, test: (node: RegexNode) => boolean): boolean {
  if (test(node)) return true;
  if (node.kind === "group" || node.kind === "repeat") return some(node.node, test);
  return (node.kind === "sequence" || node.kind === "either") && node.nodes.some((part) => some(part, test));
}

function shortest(node: RegexNode): number {
  switch (node.kind) {
    case "set":
      return 1;
    case "group":
      return shortest(node.node);
    case "sequence":
      return node.nodes.reduce((sum, part) => sum + shortest(part), 0);
    case "either":
      return Math.min(...node.nodes.map(shortest));
    case "repeat":
      return node.min * shortest(node.node);
    default:
      return 0;
  }
}

export function codePoints(text: string): number[] {
  return Array.from(text, (char) => char.codePointAt(0) ?? 0);
}

export function find(regex: Regex, text: readonly number[], from = 0): Match | undefined {
  return findMatch(regex.program(), text, from, 2 * (regex.groups + 1));
}

/** All matches, one behind the other; none that is empty right behind another. */
export function findAll(regex: Regex, text: readonly number[]): Match[] {
  const found: Match[] = [];
  let from = 0;
  let lastEnd = -1;
  while (from <= text.length) {
    const match = find(regex, text, from);
    if (match === undefined) break;
    const [start = 0, end = 0] = match;
    if (start === end && end === lastEnd) {
      from = end + 1;
      continue;
    }
    found.push(match);
    lastEnd = end;
    from = start === end ? end + 1 : end;
  }
  return found;
}

/** The text of a group; empty where it took no part. */
export function groupText(text: readonly number[], match: Match, group: number): string {
  const start = match[2 * group] ?? -1;
  const end = match[2 * group + 1] ?? -1;
  return start < 0 || end < 0
    ? ""
    : text
        .slice(start, end)
        .map((code) => String.fromCodePoint(code))
        .join("");
}
