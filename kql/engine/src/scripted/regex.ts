import { decodeDynamic, printDynamic } from "../dynamic/codec.ts";
import { KqlError } from "../errors.ts";
import { RegexError } from "../regex/nodes.ts";
import { codePoints, compileRegex, find, findAll, groupText, type Regex } from "../regex/regex.ts";
import { indexIn } from "../text/positions.ts";
import type { Cell, Scripted } from "./scripted.ts";

type RegexCall = (regex: Regex, text: readonly number[], ...rest: Cell[]) => Cell;

/** A function of a text, a pattern and more; null where one of them is null. */
function ofRegex(name: string, returns: Scripted["returns"], more: Scripted["parameters"], call: RegexCall): Scripted {
  return {
    name: `kqljs_regex_${name}`,
    parameters: ["VARCHAR", "VARCHAR", ...more],
    returns,
    call: (text, pattern, ...rest) => {
      if (typeof text !== "string" || typeof pattern !== "string" || rest.includes(null)) return null;
      return call(compiled(pattern), codePoints(text), ...rest);
    },
  };
}

function compiled(pattern: string): Regex {
  try {
    const regex = compileRegex(pattern);
    regex.program();
    return regex;
  } catch (error) {
    if (!(error instanceof RegexError)) throw error;
    throw new KqlError(
      error.invalid ? "Runtime" : "NotSupported",
      `The regular expression ${pattern}: ${error.message}`,
    );
  }
}

/** Regular expressions where RE2 in SQL does not do. */
export const REGEX: readonly Scripted[] = [
  ofRegex("test", "BOOLEAN", [], (regex, text) => find(regex, text) !== undefined),
  ofRegex("extract", "VARCHAR", ["BIGINT"], (regex, text, group) => {
    const match = find(regex, text);
    return match === undefined ? "" : groupText(text, match, checkedGroup(regex, Number(group)));
  }),
  ofRegex("extract_all", "VARCHAR", ["VARCHAR"], (regex, text, groups) => {
    const wanted = groupsOf(regex, String(groups));
    const found = findAll(regex, text).map((match) => wanted.map((group) => groupText(text, match, group)));
    if (found.length === 0) return null;
    return JSON.stringify(wanted.length === 1 ? found.map(([only]) => only) : found);
  }),
  ofRegex("replace", "VARCHAR", ["VARCHAR"], (regex, text, rewrite) => replaced(regex, text, String(rewrite))),
  ofRegex("count", "BIGINT", [], (regex, text) => BigInt(findAll(regex, text).length)),
  ofRegex("indexof", "BIGINT", ["BIGINT", "BIGINT", "BIGINT"], (regex, text, ...[start, length, occurrence]) => {
    // Unlike indexof(), a negative start makes no sense to it (documented).
    if (Number(start) < 0) return null;
    return indexIn(text, { start, length, occurrence }, (part) => {
      const [at = 0, end = 0] = find(regex, part) ?? [-1, -1];
      return at < 0 ? undefined : [at, Math.max(end - at, 1)];
    });
  }),
  ofRegex("trim", "VARCHAR", ["VARCHAR"], (regex, text, ends) => trimmed(regex, text, String(ends))),
];

function checkedGroup(regex: Regex, group: number): number {
  if (group < 0 || group > regex.groups) throw new KqlError("NotSupported", `The pattern has no group ${group}`);
  return group;
}

/** `""`: all groups, the whole match when there are none. Otherwise the JSON array of numbers and names. */
function groupsOf(regex: Regex, wanted: string): number[] {
  if (wanted === "") return regex.groups === 0 ? [0] : Array.from({ length: regex.groups }, (_, i) => i + 1);
  const list = decodeDynamic(wanted);
  if (!Array.isArray(list) || list.length === 0) throw new KqlError("NotSupported", "The groups are no list");
  return list.map((group) => {
    const index = typeof group === "string" ? regex.names.get(group) : Number(printDynamic(group));
    if (index === undefined || !Number.isInteger(index)) throw new KqlError("NotSupported", "There is no such group");
    return checkedGroup(regex, index);
  });
}

function textOf(codes: readonly number[]): string {
  return codes.map((code) => String.fromCodePoint(code)).join("");
}

function replaced(regex: Regex, text: readonly number[], rewrite: string): string {
  let result = "";
  let from = 0;
  for (const match of findAll(regex, text)) {
    result += textOf(text.slice(from, match[0]));
    result += rewrite.replace(/\\([\d\\])/g, (_, char: string) =>
      char === "\\" ? "\\" : groupText(text, match, checkedGroup(regex, Number(char))),
    );
    from = match[1] ?? from;
  }
  return result + textOf(text.slice(from));
}

/** One match at each end is taken off (measured: a pattern of one character takes one). */
function trimmed(regex: Regex, text: readonly number[], ends: string): string {
  let rest = text;
  if (ends !== "end") {
    const match = find(compiled(`\\A(?:${regex.source})`), rest);
    rest = rest.slice(match?.[1] ?? 0);
  }
  if (ends !== "start") {
    const match = find(compiled(`(?:${regex.source})\\z`), rest);
    rest = rest.slice(0, match?.[0] ?? rest.length);
  }
  return textOf(rest);
}
