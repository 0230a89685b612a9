import type { Keyword } from "./ast.ts";
import { isTermUnit } from "./folding.ts";

// In a class under (?i), ASCII letters take the long s and the Kelvin sign along, in every engine of regular expressions.
const BORDER = "[^0-9A-Za-z]";

/**
 * A regular expression, for KQL and for RE2, that finds any of the words. A word of mode Term must not touch an ASCII letter or
 * digit; an end of it that is none itself may touch anything, as for `has`.
 */
export function keywordRegex(words: readonly Keyword[]): string {
  const groups = Map.groupBy(words, (word) => bordersOf(word).join());
  const parts = [...groups.values()].map((group) => {
    const [first] = group;
    const [before, after] = first === undefined ? [false, false] : bordersOf(first);
    const texts = group.map(({ text }) => escapeRegex(text));
    const either = texts.length === 1 ? texts.join("") : `(${texts.join("|")})`;
    return `${before ? `(^|${BORDER})` : ""}${either}${after ? `($|${BORDER})` : ""}`;
  });
  return `(?i)${parts.join("|")}`;
}

/** Whether a border must stand before and after the word. */
export function bordersOf({ text, mode }: Keyword): [before: boolean, after: boolean] {
  if (mode === "Text") return [false, false];
  return [isTermUnit(text.charCodeAt(0)), isTermUnit(text.charCodeAt(text.length - 1))];
}

/** The text as a regular expression that finds just it, without any character that a reader could not see. */
function escapeRegex(text: string): string {
  return [...text].map(escaped).join("");
}

function escaped(char: string): string {
  if (/^[\\.+*?()|[\]{}^$]$/.test(char)) return `\\${char}`;
  if (char === " " || (char !== '"' && /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(char))) return char;
  return `\\x{${(char.codePointAt(0) ?? 0).toString(16)}}`;
}
