import { KqlError } from "../errors.ts";
import { codePoints, compileRegex, findAll, groupText } from "../regex/regex.ts";

/** How parse-kv finds its pairs. */
export interface KeyValueOptions {
  readonly keys: readonly string[];
  readonly pair?: string;
  readonly kv?: string;
  /** Opening and closing quotes. */
  readonly quotes: readonly (readonly [string, string])[];
  readonly escapes: readonly string[];
  readonly greedy: boolean;
  readonly regex?: string;
}

type Pair = readonly [key: string, value: string];

interface Token {
  readonly text: string;
  readonly end: number;
}

/** The first value of each key: https://learn.microsoft.com/kusto/query/parse-kv-operator */
export function keyValues(text: string, options: KeyValueOptions): (string | undefined)[] {
  const found = new Map<string, string>();
  for (const [key, value] of pairsOf(text, options)) if (!found.has(key)) found.set(key, value);
  return options.keys.map((key) => found.get(key));
}

function pairsOf(text: string, options: KeyValueOptions): readonly Pair[] {
  if (options.regex !== undefined) return byRegex(text, options.regex);
  const { pair, kv } = options;
  return pair === undefined || kv === undefined ? byWords(text, options) : delimited(text, options, pair, kv);
}

function byRegex(text: string, pattern: string): Pair[] {
  const points = codePoints(text);
  return findAll(compileRegex(pattern), points).map((match) => [
    groupText(points, match, 1).trim(),
    groupText(points, match, 2).trim(),
  ]);
}

// A key runs to the delimiter, with blanks around it; text without one is passed over (measured).
function delimited(text: string, options: KeyValueOptions, pair: string, kv: string): Pair[] {
  const pairs: Pair[] = [];
  let at = 0;
  while (at < text.length) {
    at = skipBlanks(text, at);
    if (text.startsWith(pair, at) && !text.startsWith(kv, at)) {
      at += pair.length;
      continue;
    }
    const key = quoted(text, at, options) ?? upTo(text, at, [pair, kv]);
    const after = skipBlanks(text, key.end);
    if (!text.startsWith(kv, after)) {
      const next = text.indexOf(pair, key.end);
      if (next < 0) break;
      at = next + pair.length;
      continue;
    }
    const start = skipBlanks(text, after + kv.length);
    const value = quoted(text, start, options) ?? valueFrom(text, start, options.greedy ? { pair, kv } : { pair });
    pairs.push([key.text, value.text]);
    const next = text.indexOf(pair, value.end);
    if (next < 0) break;
    at = next + pair.length;
  }
  return pairs;
}

// With `kv`: greedily.
function valueFrom(text: string, start: number, { pair, kv }: { pair: string; kv?: string }): Token {
  if (kv === undefined) return upTo(text, start, [pair]);
  // As much as leaves a key before the next delimiter.
  const nextKv = text.indexOf(kv, start);
  const end = nextKv < 0 ? -1 : text.lastIndexOf(pair, nextKv);
  return end < start
    ? { text: text.slice(start).trim(), end: text.length }
    : { text: text.slice(start, end).trim(), end };
}

function quoted(text: string, start: number, { quotes, escapes }: KeyValueOptions): Token | undefined {
  const pair = quotes.find(([open]) => text.startsWith(open, start));
  if (pair === undefined) return undefined;
  const [open, close] = pair;
  let inner = "";
  for (let at = start + open.length; at < text.length; at++) {
    const char = text[at] ?? "";
    if (escapes.includes(char) && at + 1 < text.length) inner += text[++at] ?? "";
    else if (text.startsWith(close, at)) return { text: inner, end: at + close.length };
    else inner += char;
  }
  throw new KqlError("NotSupported", "parse-kv of text with a quote that does not end is not proven");
}

function upTo(text: string, start: number, ends: readonly string[]): Token {
  const found = ends.map((end) => text.indexOf(end, start)).filter((at) => at >= 0);
  const end = found.length === 0 ? text.length : Math.min(...found);
  return { text: text.slice(start, end).trim(), end };
}

function skipBlanks(text: string, start: number): number {
  let at = start;
  while (at < text.length && /\s/.test(text[at] ?? "")) at++;
  return at;
}

// Without delimiters all but letters and digits separates. Whether words pair up in turn or a value follows its key
// wherever that stands is not documented: where it matters, the query ends.
function byWords(text: string, options: KeyValueOptions): Pair[] {
  const words: string[] = [];
  for (let at = 0; at < text.length; ) {
    const quote = quoted(text, at, options);
    const word = quote ?? wordAt(text, at);
    if (quote !== undefined || word.text !== "") words.push(word.text);
    at = Math.max(word.end, at + 1);
  }
  const inTurn = firstValues(words.flatMap((word, i): Pair[] => (i % 2 === 0 ? [[word, words[i + 1] ?? ""]] : [])));
  const following = firstValues(words.map((word, i): Pair => [word, words[i + 1] ?? ""]));
  for (const key of options.keys)
    if (inTurn.get(key) !== following.get(key))
      throw new KqlError("NotSupported", "What parse-kv without delimiters finds in this text is not proven");
  return [...following];
}

function firstValues(pairs: readonly Pair[]): Map<string, string> {
  return new Map([...pairs].reverse());
}

function wordAt(text: string, start: number): Token {
  let at = start;
  while (at < text.length && /[\p{L}\p{N}]/u.test(text[at] ?? "")) at++;
  return { text: text.slice(start, at), end: at };
}
