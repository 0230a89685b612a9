import { hasResidentDate, isLuhn, isMyNumber, isResidentNumber } from "./checksums.ts";

/** What may stand between the digits of a number as people write it, also in a URL. No dots: addresses have those. */
const separator = "(?:[ +\\-\u2010-\u2015\u00a0]|%20|%2d){0,2}";
const run = new RegExp(`\\d(?:${separator}\\d){11,63}`, "gi");

/**
 * Puts `[card]`, `[resident-number]` and `[my-number]` for numbers whose check digits are right, with or without
 * separators. A long run is searched at the borders of its groups, and a run without groups as a whole.
 */
export function maskNumbers(text: string): string {
  return text.replace(run, maskRun);
}

interface Group {
  readonly digits: string;
  readonly from: number;
  readonly to: number;
}

function maskRun(text: string): string {
  const groups = groupsOf(text);
  let masked = "";
  let at = 0;
  for (let first = 0; first < groups.length; first++) {
    const found = longestFrom(groups, first);
    const start = groups[first];
    if (found === undefined || start === undefined) continue;
    masked += `${text.slice(at, start.from)}[${found.name}]`;
    at = groups[found.last]?.to ?? text.length;
    first = found.last;
  }
  return masked + text.slice(at);
}

function groupsOf(text: string): Group[] {
  const digits = /%20|%2d|\d+/gi;
  return [...text.matchAll(digits)].flatMap(({ 0: found, index }) =>
    found.startsWith("%") ? [] : [{ digits: found, from: index, to: index + found.length }],
  );
}

function longestFrom(groups: readonly Group[], first: number): { name: string; last: number } | undefined {
  let best: { name: string; last: number } | undefined;
  let digits = "";
  for (let last = first; last < groups.length && digits.length <= 19; last++) {
    digits += groups[last]?.digits ?? "";
    const name = nameOf(digits, groups.slice(first, last + 1));
    if (name !== undefined) best = { name, last };
  }
  return best;
}

function nameOf(digits: string, groups: readonly Group[]): string | undefined {
  if (isResidentNumber(digits)) return "resident-number";
  // Written with its hyphen it is one, also where it was given without a check digit.
  const [birth, rest] = groups;
  const shaped = groups.length === 2 && birth?.digits.length === 6 && rest?.digits.length === 7;
  if (shaped && hasResidentDate(digits)) return "resident-number";
  if (isMyNumber(digits)) return "my-number";
  return digits.length >= 13 && digits.length <= 19 && /[^0]/.test(digits) && isLuhn(digits) ? "card" : undefined;
}
