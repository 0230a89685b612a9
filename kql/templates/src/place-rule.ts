import type { Pattern } from "./pattern.ts";

/**
 * How many different words at one place, with all else alike, make the place a variable. Log statements with the same text
 * around two or three different words are mostly different statements ("enabled", "disabled"). The more they share, the
 * fewer words suffice, and the word that begins a message is the likeliest to tell statements apart.
 */
export function valuesToVary(pattern: Pattern, place: number): number {
  const context = pattern.words.length - 1;
  if (context === 0) return Number.POSITIVE_INFINITY;
  if (place === pattern.words[0]) return context >= 3 ? 6 : 32;
  if (context === 1) return 8;
  return context >= 3 && isNamed(pattern, place) ? 3 : 5;
}

/** Fewest words in all where one of the values is a number, an address or another wildcard already. */
export const WORDS_BESIDE_WILDCARD = 4;

/** How many different words at each of two places make both variables: state machines have fewer states. */
export const VALUES_OF_PAIR = 8;

/** The pairs of places at which both words may vary: not the first word, and not in messages too short or too long. */
export function pairsOf({ words }: Pattern): (readonly number[])[] {
  if (words.length < 5 || words.length > 12) return [];
  const later = words.slice(1);
  return later.flatMap((one, i) => later.slice(i + 1).map((two) => [one, two]));
}

const NAMERS = new Set(
  "user username account login host hostname domain node file table database bucket queue topic device interface".split(
    " ",
  ),
);

/** Whether the word before the place says that a name follows: "for user root". */
function isNamed({ tokens }: Pattern, place: number): boolean {
  return NAMERS.has((tokens[place - 1] ?? "").toLowerCase());
}
