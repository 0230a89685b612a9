import { tokenHash } from "./hash.ts";
import { WILDCARD } from "./mask-word.ts";

/** A shape seen, or one that others were generalised to; its template is what all that belong together show. */
export interface Pattern {
  readonly tokens: readonly string[];
  readonly hash: number;
  /** The places of words that are no wildcard. */
  readonly words: readonly number[];
}

/** Places that are looked at for what varies: beyond them a message differs by luck. */
const MAX_WORDS = 32;

/** Makes a pattern of tokens. */
export function patternOf(tokens: readonly string[]): Pattern {
  let hash = 0;
  const words: number[] = [];
  for (const [place, token] of tokens.entries()) {
    hash += tokenHash(token, place);
    if (words.length < MAX_WORDS && token !== WILDCARD && isWord(token)) words.push(place);
  }
  return { tokens, hash, words };
}

/** The same tokens with wildcards at some places. */
export function withWildcards(tokens: readonly string[], places: readonly number[]): string[] {
  const out = [...tokens];
  for (const place of places) out[place] = WILDCARD;
  return out;
}

/** The hash that a pattern has with wildcards at some places. */
export function hashWith({ hash, tokens }: Pattern, places: readonly number[]): number {
  let sum = hash;
  for (const place of places) sum += tokenHash(WILDCARD, place) - tokenHash(tokens[place] ?? "", place);
  return sum;
}

/** Whether two patterns agree at all places except some. */
export function agree(a: Pattern, b: Pattern, except: readonly number[]): boolean {
  return (
    a.tokens.length === b.tokens.length &&
    a.tokens.every((token, place) => token === b.tokens[place] || except.includes(place))
  );
}

/** Punctuation by itself says how a message is built; a letter or a digit makes a word, in any script. */
function isWord(token: string): boolean {
  return /[\p{L}\p{N}]/u.test(token);
}
