// Characters that hide or turn round what follows: controls, line separators, bidirectional marks, invisible ones, tags.
const hidden =
  /[\p{Cc}\p{Zl}\p{Zp}\u061c\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
const lineBreaks = /[\r\n\t\u2028\u2029]+/g;
const loneSurrogate = /\p{Cs}/gu;

/**
 * Log text to show where no Markdown is read. What would hide or reorder text is written as its code point, and the
 * `{{DATE()}}` functions of cards are broken up. At most `max` characters, then an ellipsis.
 */
export function plainText(text: string, max: number): string {
  // More than any cut can keep; the rest need not be looked at.
  const shown = text
    .slice(0, max * 4)
    .replace(loneSurrogate, "\ufffd")
    .replace(lineBreaks, " ")
    .replace(
      hidden,
      (character) => `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}>`,
    );
  return unfunctioned(cut(shown, max));
}

/** Log text to show where Markdown is read: every character with a meaning there loses it. */
export function markdownText(text: string, max: number): string {
  return plainText(text, max)
    .replace(/[\\`*_{}[\]()#+\-.!|~>&:@]/g, (character) => `\\${character}`)
    .replace(/</g, "&lt;");
}

// The functions stand in double braces; a word joiner between them shows nothing.
function unfunctioned(text: string): string {
  return text.replace(/\{(?=\{)/g, "{\u2060");
}

function cut(text: string, max: number): string {
  const characters = [...text];
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join("")}…`;
}
