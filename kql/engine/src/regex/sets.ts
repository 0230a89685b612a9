import { others } from "./classes.ts";
import { type CharacterSet, LAST_CODE_POINT, type PerlClass, type SetItem } from "./nodes.ts";

// Unicode's word characters: https://www.unicode.org/reports/tr18/#Compatibility_Properties
const CIRCLED = [
  [0x24b6, 0x24e9],
  [0x1f130, 0x1f149],
  [0x1f150, 0x1f169],
  [0x1f170, 0x1f189],
  [0x200c, 0x200d],
] as const;
const SPACES = [
  [9, 13],
  [32, 32],
  [0x85, 0x85],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
] as const;
const ASCII_SPACES = [
  [9, 13],
  [32, 32],
] as const;

/** How a class is written for an engine: `ascii` where only ASCII text is matched, and less is enough. */
export type SetDialect = "ascii" | "re2" | "script";

/** The class as RE2 or a JavaScript RegExp (flag v) reads it. */
export function printSet(set: CharacterSet, dialect: SetDialect): string {
  const body = set.items.map((item) => printItem(item, dialect)).join("");
  return `[${set.negated ? "^" : ""}${body}]`;
}

/** Does the class mean something else on text beyond ASCII than RE2's own class of the same name? */
export function isUnicode(set: CharacterSet): boolean {
  return set.items.some((item) => item.kind === "perl");
}

function printItem(item: SetItem, dialect: SetDialect): string {
  if (item.kind === "range") return printRange(item.low, item.high, dialect);
  if (item.kind === "perl") return printPerl(item.name, dialect);
  const short = item.name.length <= 2 || dialect !== "script";
  return `\\${item.negated ? "P" : "p"}{${short ? item.name : `Script=${item.name}`}}`;
}

function printPerl(name: PerlClass, dialect: SetDialect): string {
  if (dialect === "ascii") return printAscii(name);
  switch (name) {
    case "d":
      return "\\p{Nd}";
    case "D":
      return "\\P{Nd}";
    case "s":
      return printRanges(SPACES, dialect);
    case "S":
      return printRanges(others(SPACES), dialect);
    case "w":
      return `_\\p{L}\\p{M}\\p{Nd}\\p{Nl}\\p{Pc}${printRanges(CIRCLED, dialect)}`;
    default:
      return printRanges(notWord(), dialect);
  }
}

function printAscii(name: PerlClass): string {
  if (name === "s") return printRanges(ASCII_SPACES, "ascii");
  if (name === "S") return printRanges(others(ASCII_SPACES), "ascii");
  return `\\${name}`;
}

function printRanges(ranges: readonly (readonly [number, number])[], dialect: SetDialect): string {
  return ranges.map(([low, high]) => printRange(low, high, dialect)).join("");
}

function printRange(low: number, high: number, dialect: SetDialect): string {
  const from = printCharacter(low, dialect);
  return low === high ? from : `${from}-${printCharacter(high, dialect)}`;
}

/** One character, within a class or not; letters and digits as they are, so that the engines see literals. */
export function printCharacter(code: number, dialect: SetDialect): string {
  const char = String.fromCodePoint(code);
  if (/^[0-9A-Za-z]$/.test(char)) return char;
  return `\\${dialect === "script" ? "u" : "x"}{${code.toString(16)}}`;
}

let notWordRanges: [number, number][] | undefined;

// RE2 has no class for it within brackets, so it is counted out, once.
function notWord(): readonly [number, number][] {
  if (notWordRanges !== undefined) return notWordRanges;
  const word = new RegExp(`^[_\\p{L}\\p{M}\\p{Nd}\\p{Nl}\\p{Pc}${printRanges(CIRCLED, "script")}]$`, "v");
  const ranges: [number, number][] = [];
  for (let code = 0; code <= LAST_CODE_POINT; code++) {
    if (word.test(String.fromCodePoint(code))) continue;
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === code - 1) last[1] = code;
    else ranges.push([code, code]);
  }
  notWordRanges = ranges;
  return ranges;
}
