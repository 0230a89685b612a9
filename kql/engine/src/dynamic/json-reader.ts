import type { Dynamic } from "./value.ts";

/** Why a text is not JSON. */
export class JsonFault extends Error {}

/** JSON, but what it means is not proven. */
export class JsonDoubt extends Error {}

/** Where the reader stands. `word` reads what stands for a value beside JSON's own forms, or moves nothing: `undefined`. */
export interface Cursor {
  readonly text: string;
  at: number;
  readonly word?: (cursor: Cursor) => Dynamic | undefined;
  readonly stringOf?: (text: string) => Dynamic;
  /** What may stand between values, sticky; JSON's own spaces unless told otherwise. */
  readonly space?: RegExp;
}

const MAX_DEPTH = 500;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON allows no control character in a string.
const STRING = /"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SPACE = /[ \t\n\r]*/y;
const WORDS: readonly (readonly [string, Dynamic])[] = [
  ["true", true],
  ["false", false],
  ["null", null],
];

/**
 * The value that stands at the cursor. Unlike JSON.parse it tells 1 from 1.0, keeps 64-bit integers and the order of keys that
 * look like numbers. Throws JsonFault and JsonDoubt.
 */
function readValue(cursor: Cursor, depth = 0): Dynamic {
  if (depth > MAX_DEPTH) throw new JsonDoubt("It is nested too deeply");
  skipSpace(cursor);
  const first = cursor.text[cursor.at];
  if (first === '"') return (cursor.stringOf ?? same)(readString(cursor));
  if (first === "{") return readBag(cursor, depth);
  if (first === "[") return readArray(cursor, depth);
  const word = cursor.word?.(cursor);
  if (word !== undefined) return word;
  const number = matchAt(NUMBER, cursor);
  if (number !== undefined) return numberOf(number);
  for (const [word, value] of WORDS)
    if (cursor.text.startsWith(word, cursor.at)) {
      cursor.at += word.length;
      return value;
    }
  throw new JsonFault(`Unexpected text at ${cursor.at}`);
}

/** A value that is the whole text. Throws JsonFault. */
export function readWhole(cursor: Cursor): Dynamic {
  const value = readValue(cursor);
  skipSpace(cursor);
  if (cursor.at < cursor.text.length) throw new JsonFault(`Unexpected text at ${cursor.at}`);
  return value;
}

/** An integer that fits into 64 bits is a long, any other number a real. */
function numberOf(text: string): bigint | number {
  if (/[.eE]/.test(text)) return finite(text);
  if (text.length < 16 && text !== "-0") return BigInt(Number(text));
  const value = BigInt(text);
  return BigInt.asIntN(64, value) === value ? value : finite(text);
}

function finite(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value)) throw new JsonDoubt(`No real holds the number ${text.slice(0, 40)}`);
  return value;
}

function same(text: string): Dynamic {
  return text;
}

function readString(cursor: Cursor): string {
  const text = matchAt(STRING, cursor);
  if (text === undefined) throw new JsonFault(`A string without an end at ${cursor.at}`);
  return text.includes("\\") ? String(JSON.parse(text)) : text.slice(1, -1);
}

function readArray(cursor: Cursor, depth: number): Dynamic[] {
  const items: Dynamic[] = [];
  cursor.at++;
  if (takes(cursor, "]")) return items;
  do items.push(readValue(cursor, depth + 1));
  while (takes(cursor, ","));
  expect(cursor, "]");
  return items;
}

function readBag(cursor: Cursor, depth: number): Map<string, Dynamic> {
  const bag = new Map<string, Dynamic>();
  cursor.at++;
  if (takes(cursor, "}")) return bag;
  do {
    const key = readKey(cursor);
    if (bag.has(key)) throw new JsonDoubt(`The key ${key} stands twice`);
    expect(cursor, ":");
    bag.set(key, readValue(cursor, depth + 1));
  } while (takes(cursor, ","));
  expect(cursor, "}");
  return bag;
}

function readKey(cursor: Cursor): string {
  skipSpace(cursor);
  if (cursor.text[cursor.at] === '"') return readString(cursor);
  const key = cursor.word?.(cursor);
  if (typeof key !== "string") throw new JsonFault(`A key must be a string at ${cursor.at}`);
  return key;
}

function skipSpace(cursor: Cursor): void {
  matchAt(cursor.space ?? SPACE, cursor);
}

function takes(cursor: Cursor, sign: string): boolean {
  skipSpace(cursor);
  if (cursor.text[cursor.at] !== sign) return false;
  cursor.at++;
  return true;
}

function expect(cursor: Cursor, sign: string): void {
  if (!takes(cursor, sign)) throw new JsonFault(`${sign} is missing at ${cursor.at}`);
}

/** What the sticky pattern matches at the cursor, which then stands behind it. */
export function matchAt(pattern: RegExp, cursor: Cursor): string | undefined {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0];
  if (found === undefined) return undefined;
  cursor.at += found.length;
  return found;
}
