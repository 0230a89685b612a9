import { type Cursor, eat, invalid, next, peek, skipBlanks, unproven } from "./cursor.ts";
import { readEscape } from "./escapes.ts";
import { type CharacterSet, range, type SetItem } from "./nodes.ts";

const POSIX: Readonly<Record<string, readonly [number, number][]>> = {
  alnum: spans("09AZaz"),
  alpha: spans("AZaz"),
  ascii: [[0, 127]],
  blank: spans("\t\t  "),
  cntrl: [
    [0, 31],
    [127, 127],
  ],
  digit: spans("09"),
  graph: spans("!~"),
  lower: spans("az"),
  print: spans(" ~"),
  punct: spans("!/:@[`{~"),
  space: spans("\t\r  "),
  upper: spans("AZ"),
  word: spans("09AZaz__"),
  xdigit: spans("09AFaf"),
};

function spans(text: string): [number, number][] {
  return Array.from({ length: text.length / 2 }, (_, i) => [text.charCodeAt(2 * i), text.charCodeAt(2 * i + 1)]);
}

/** A class in brackets; the opening one is behind the cursor. */
export function readClass(cursor: Cursor): CharacterSet {
  const negated = eat(cursor, "^");
  const items: SetItem[] = [];
  // A bracket or dashes that come first stand for themselves.
  if (eat(cursor, "]")) items.push(range(0x5d));
  while (peek(cursor) === "-" && items.length < 2) {
    cursor.at++;
    items.push(range(0x2d));
  }
  for (;;) {
    skipBlanks(cursor);
    if (eat(cursor, "]")) return { kind: "set", items, negated, fold: cursor.flags.i };
    items.push(...readMember(cursor));
  }
}

function readMember(cursor: Cursor): readonly SetItem[] {
  for (const operator of ["&&", "--", "~~"])
    if (eat(cursor, operator)) throw unproven(`the operator ${operator} in a class`);
  if (peek(cursor) === "[") return readInner(cursor);
  const low = readOne(cursor);
  if (peek(cursor) !== "-" || peek(cursor, 1) === "]" || peek(cursor, 1) === "-") return [low];
  cursor.at++;
  skipBlanks(cursor);
  const high = readOne(cursor);
  if (low.kind !== "range" || high.kind !== "range") throw invalid("a range between what are not characters");
  if (low.low > high.low) throw invalid("a range whose start is behind its end");
  return [range(low.low, high.low)];
}

function readOne(cursor: Cursor): SetItem {
  const char = next(cursor, "a class is not closed");
  if (char !== "\\") return range(char.codePointAt(0) ?? 0);
  const escaped = readEscape(cursor);
  if (typeof escaped === "string") throw invalid("a class cannot hold a place");
  return escaped;
}

function readInner(cursor: Cursor): readonly SetItem[] {
  const posix = /^\[:(\^?)([a-z]+):\]/.exec(cursor.chars.slice(cursor.at, cursor.at + 12).join(""));
  const found = posix === null ? undefined : POSIX[posix[2] ?? ""];
  if (posix !== null && found !== undefined) {
    cursor.at += posix[0].length;
    const ranges = posix[1] === "^" ? others(found) : found;
    return ranges.map(([low, high]) => range(low, high));
  }
  cursor.at++;
  const inner = readClass(cursor);
  if (inner.negated) throw unproven("a negated class within a class");
  return inner.items;
}

/** The characters outside of ordered ranges. */
export function others(ranges: readonly (readonly [number, number])[]): [number, number][] {
  const starts = [0, ...ranges.map(([, high]) => high + 1)];
  const ends = [...ranges.map(([low]) => low - 1), 0x10ffff];
  return starts.map((low, i): [number, number] => [low, ends[i] ?? low]).filter(([low, high]) => low <= high);
}
