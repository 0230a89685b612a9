import { KqlError } from "../errors.ts";

// Simple case mapping, one character to one, as .NET's invariant culture has it. Where libraries and versions of
// Unicode differ, the query ends: outside of these ranges, and for the exceptions.
const OLD =
  /^[\0-\u012f\u0132-\u0148\u014a-\u017e\u01cd-\u01dc\u01de-\u01ef\u01f8-\u021f\u0222-\u0233\u0386-\u03ce\u03d8-\u03ef\u0400-\u0481\u048a-\u0513\u0531-\u0556\u0561-\u0586\u1e00-\u1e95\u1ea0-\u1ef9\u2160-\u217f\u24b6-\u24e9\uff21-\uff3a\uff41-\uff5a]$/u;
// The micro sign folds to a Greek letter, the final sigma to the other one.
const FOLDED_TO_ANOTHER = new Set(["\u00b5", "\u03c2"]);
// What folds to an ASCII letter in some libraries: dotted and dotless i, long s, the Kelvin sign.
const NEAR_ASCII = /[\u0130\u0131\u017f\u212a]/;

/** Lower case. Throws KqlError where it is not certain. */
export function lowerOf(text: string): string {
  return mapped(text, (char) => char.toLowerCase());
}

/** Upper case. Throws KqlError where it is not certain. */
export function upperOf(text: string): string {
  return mapped(text, (char) => char.toUpperCase());
}

function mapped(text: string, change: (char: string) => string): string {
  let result = "";
  for (const char of text) result += char < "\x80" ? change(char) : simple(char, change(char));
  return result;
}

function simple(char: string, changed: string): string {
  if (changed === char) return char;
  if ([...changed].length > 1 && !/[\u0130\u1f80-\u1fff]/.test(char)) return char;
  if (!OLD.test(char) || char === "\u0130" || char === "\u0131" || (char === "\u00b5" && changed !== char))
    throw uncertain(char);
  return changed;
}

/** Text without its case, to compare with other text. Throws KqlError where it is not certain. */
export function foldOf(text: string): string {
  for (const char of text) {
    const fixed = char.toLowerCase() === char && char.toUpperCase() === char;
    const certain = fixed || char === "\u00df" || (OLD.test(char) && !NEAR_ASCII.test(char));
    if (!certain || FOLDED_TO_ANOTHER.has(char)) throw uncertain(char);
  }
  return text.toLowerCase();
}

/** The same, to compare with ASCII text only: other characters need not be certain. */
export function foldForAscii(text: string): string {
  if (NEAR_ASCII.test(text)) throw uncertain(text.match(NEAR_ASCII)?.[0] ?? "");
  return text.toLowerCase();
}

function uncertain(char: string): KqlError {
  const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return new KqlError("NotSupported", `Upper and lower case of U+${code} are not proven`);
}
