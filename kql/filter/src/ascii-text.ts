export function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

/** KQL's `has_cs` on ASCII: the term, where it begins or ends with a letter or digit, touches none. */
export function hasTermAscii(text: string, term: string): boolean {
  if (term === "") return true;
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1))
    if (borders(text[at - 1], term[0]) && borders(text[at + term.length], term.at(-1))) return true;
  return false;
}

function borders(outside: string | undefined, inside: string | undefined): boolean {
  return ![outside, inside].every((char) => char !== undefined && /[0-9A-Za-z]/.test(char));
}

/**
 * Text that is the same for all texts which any way of folding case could call equal; longer or shorter texts never are, for
 * folding here and in KQL goes character by character.
 */
export function coarse(text: string): string {
  return [...text].map((char) => ODD[char] ?? [...char.toUpperCase().toLowerCase()].slice(0, 1).join("")).join("");
}

const ODD: Readonly<Record<string, string>> = {
  "\u0130": "i",
  "\u0131": "i",
  "\u017f": "s",
  "\u1e9e": "s",
  "\u00df": "s",
  "\u212a": "k",
};
