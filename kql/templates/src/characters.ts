/** Kinds of characters, by UTF-16 code unit. Each asks a constant number of questions: nothing here backtracks. */

export function isDigit(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 0xff10 && code <= 0xff19);
}

export function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

export function isHexLetter(code: number): boolean {
  return (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
}

export function isSpace(code: number): boolean {
  return code <= 32 || code === 0x7f || code === 0xa0 || code === 0x3000 || code === 0xfeff || isLineSeparator(code);
}

function isLineSeparator(code: number): boolean {
  return code === 0x2028 || code === 0x2029 || code === 0x85;
}

const PUNCTUATION = new Set(
  [..."()[]{}<>,;\"'=|`「」『』【】（）［］｛｝〈〉《》、。，；：＝｜“”‘’"].map((one) => one.charCodeAt(0)),
);

/** A character that is a token by itself wherever it stands. */
export function isPunctuation(code: number): boolean {
  return PUNCTUATION.has(code);
}

/**
 * The script of a character where words are not parted by spaces (Han, Hiragana, Katakana), Hangul, or 0 for all else: a
 * change of script ends a word, so that Japanese falls into names, particles and verbs without a dictionary.
 */
export function scriptOf(code: number): number {
  if (code < 0x1100) return 0;
  if (code >= 0x3041 && code <= 0x309f) return 1;
  if ((code >= 0x30a0 && code <= 0x30ff) || (code >= 0xff66 && code <= 0xff9f)) return 2;
  if ((code >= 0x3400 && code <= 0x9fff) || (code >= 0xf900 && code <= 0xfaff) || code === 0x3005) return 3;
  if ((code >= 0xac00 && code <= 0xd7a3) || code <= 0x11ff || (code >= 0x3130 && code <= 0x318f)) return 4;
  return 0;
}
