import { isPunctuation, isSpace, scriptOf } from "./characters.ts";
import { maskWord, WILDCARD } from "./mask-word.ts";

/** A token of a message, masked, and whether white space stood before it. */
export interface Token {
  readonly text: string;
  readonly spaced: boolean;
}

/** Whether a token has a part that varies. */
export function isVariable(token: Token | undefined): boolean {
  return token?.text.includes(WILDCARD) ?? false;
}

/**
 * Cuts a text into masked tokens, at most `most` of them: words, and punctuation character by character. Takes time linear
 * in what it reads.
 */
export function scan(text: string, most: number): Token[] {
  const tokens: Token[] = [];
  let i = 0;
  while (tokens.length < most) {
    const begin = i;
    while (i < text.length && isSpace(text.charCodeAt(i))) i++;
    if (i >= text.length) break;
    const alone = isPunctuation(text.charCodeAt(i)) || (text[i] === ":" && text[i + 1] !== ":");
    const end = alone ? i + 1 : wordEnd(text, i);
    pushWord(tokens, text.slice(i, end), i > begin);
    i = end;
  }
  return tokens;
}

/** Words longer than this are cut: nobody writes them, and a megabyte without a space must not become one token. */
const LONGEST_WORD = 1_024;

/** Where a word that begins at `start` ends: at white space, punctuation or another script. An address may have `=` in it. */
function wordEnd(text: string, start: number): number {
  const script = scriptOf(text.charCodeAt(start));
  const most = Math.min(text.length, start + LONGEST_WORD);
  let address = text[start] === "/";
  let i = start + 1;
  for (; i < most; i++) {
    const code = text.charCodeAt(i);
    if (isSpace(code) || scriptOf(code) !== script) break;
    if (text[i] === "/" && text[i - 1] === "/" && text[i - 2] === ":") address = true;
    if (isPunctuation(code) && !(address && text[i] === "=")) break;
  }
  return i;
}

/** A mark that ends a sentence or names a key is no part of the word before it. */
function pushWord(tokens: Token[], word: string, spaced: boolean): void {
  let end = word.length;
  while (end > 1 && endsClause(word.charCodeAt(end - 1))) end--;
  tokens.push({ text: maskWord(end === word.length ? word : word.slice(0, end)), spaced });
  for (let i = end; i < word.length; i++) tokens.push({ text: word.charAt(i), spaced: false });
}

/** One of `.`, `:`, `!` and `?`. */
function endsClause(code: number): boolean {
  return code === 46 || code === 58 || code === 33 || code === 63;
}
