import { isDigit, isHexLetter, isLetter } from "./characters.ts";
import { isAddressOfHexGroups, isHostName, isMailAddress, pathStart } from "./resource-names.ts";

/** What stands for a variable part in a template. */
export const WILDCARD = "<*>";

/**
 * A word with what varies in it replaced: `blk_-16089` becomes `blk_<*>`, `10.0.0.1:50010` becomes `<*>`. A word without
 * a digit stays, unless it is an address, a path, a mail address or a host name.
 */
export function maskWord(word: string): string {
  if (isPlain(word)) return word.length >= HEX_WORD && isLongHex(word, 0, word.length) ? WILDCARD : word;
  const scheme = word.indexOf("://");
  if (scheme > 0) return word.slice(0, schemeStart(word, scheme)) + WILDCARD;
  const path = pathStart(word);
  if (path >= 0) return (path === 0 ? "" : maskWord(word.slice(0, path))) + WILDCARD;
  if (isAddressOfHexGroups(word) || isMailAddress(word) || isHostName(word)) return WILDCARD;
  return STANDARDS.test(word) ? word : maskDigits(word);
}

/** No word of a language has so many letters of a to f and no others. */
const HEX_WORD = 8;

/** Letters alone, as most words are. */
function isPlain(word: string): boolean {
  for (let i = 0; i < word.length; i++) if (!isLetter(word.charCodeAt(i))) return false;
  return true;
}

function schemeStart(word: string, end: number): number {
  let start = end;
  while (start > 0 && (isLetter(word.charCodeAt(start - 1)) || isDigit(word.charCodeAt(start - 1)))) start--;
  return start;
}

/** Names of standards that have a digit in them and are no variables for it. */
const STANDARDS =
  /^(ipv[46]|utf-?(8|16|32)|sha-?(1|2|3|224|256|384|512)|md[45]|base(32|64)|http[23]|oauth2|log4j2?|x86|x64|win32|ext[234]|latin1|ps2|ascii7)$/i;

/** Replaces all from the first part with a digit to the last one, and a sign or per cent mark that belongs to it. */
function maskDigits(word: string): string {
  let first = -1;
  let last = -1;
  for (const { start, end } of partsOf(word)) {
    if (!varies(word, start, end)) continue;
    if (first < 0) first = start + namingLetters(word, start, end);
    last = end;
  }
  if (first < 0) return word;
  while (first > 0 && isSign(word.charAt(first - 1)) && !isLetter(word.charCodeAt(first - 2))) first--;
  while (last < word.length && (word[last] === "%" || word[last] === "+")) last++;
  return word.slice(0, first) + WILDCARD + word.slice(last);
}

function isSign(character: string): boolean {
  return character === "-" || character === "+" || character === "#" || character === "$" || character === "~";
}

interface Part {
  readonly start: number;
  readonly end: number;
}

/** The runs of letters and digits of a word. */
function partsOf(word: string): Part[] {
  const parts: Part[] = [];
  let start = -1;
  for (let i = 0; i <= word.length; i++) {
    const code = i < word.length ? word.charCodeAt(i) : 0;
    const inside = isDigit(code) || isLetter(code) || code > 0x7f;
    if (inside && start < 0) start = i;
    if (!inside && start >= 0) {
      parts.push({ start, end: i });
      start = -1;
    }
  }
  return parts;
}

/** Shorter runs of the letters a to f are words, such as "bad" and "face". */
const HEX_LENGTH = 6;

/** A digit varies, and so does the hash that Java writes after the class: `Task@bcdfea`. */
function varies(word: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (isDigit(word.charCodeAt(i))) return true;
  return word[start - 1] === "@" && isLongHex(word, start, end);
}

function isLongHex(word: string, start: number, end: number): boolean {
  if (end - start < HEX_LENGTH) return false;
  for (let i = start; i < end; i++) {
    const code = word.charCodeAt(i);
    if (!isDigit(code) && !isHexLetter(code)) return false;
  }
  return true;
}

/** How many letters before the first digit name the part, as in `eth0`; 0 where letters and digits mix as they do in ids. */
function namingLetters(word: string, start: number, end: number): number {
  let at = start;
  while (at < end && !isDigit(word.charCodeAt(at))) at++;
  if (at === start || isLongHex(word, start, end)) return 0;
  let changes = 0;
  for (let i = at + 1; i < end; i++) {
    if (isDigit(word.charCodeAt(i)) !== isDigit(word.charCodeAt(i - 1))) changes++;
  }
  return changes > 1 ? 0 : at - start;
}
