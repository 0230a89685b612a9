// Control characters, and those that turn the reading direction or have no width: an attacker writes them to deceive.
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Text of a log with its invisible characters spelled out, such as `\u{202E}`. */
export function visibleText(text: string): string {
  return text.replace(hidden, (found) => `\\u{${(found.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`);
}
