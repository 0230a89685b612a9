import { KqlError } from "../errors.ts";

interface Search {
  readonly start: unknown;
  readonly length: unknown;
  readonly occurrence: unknown;
}

/** Finds the first occurrence in a part of the text: where it is, and how far behind its start the next may begin. */
type Find = (part: readonly number[]) => readonly [at: number, step: number] | undefined;

/**
 * indexof() within a part of the text: https://learn.microsoft.com/kusto/query/indexof-function. A negative start counts
 * from the end, null is for what makes no sense. The length counts anew behind each occurrence, as in the page's example.
 */
export function indexIn(text: readonly number[], { start, length, occurrence }: Search, find: Find): bigint | null {
  const [origin, count, nth] = [Number(start), Number(length), Number(occurrence)];
  if (count < -1 || nth < 0) return null;
  if (nth === 0) throw new KqlError("NotSupported", "Occurrence 0 is not proven");
  let from = origin < 0 ? text.length + origin : origin;
  if (from < 0) throw new KqlError("NotSupported", "A start before the text is not proven");
  for (let left = nth; from <= text.length; left--) {
    const found = find(text.slice(from, count < 0 ? undefined : from + count));
    if (found === undefined) return -1n;
    if (left === 1) return BigInt(from + found[0]);
    from += found[0] + found[1];
  }
  return -1n;
}

/** Where `lookup` stands first in `text`; the next one may begin `step` behind. */
export function findText(
  text: readonly number[],
  lookup: readonly number[],
  step: number,
): [number, number] | undefined {
  for (let at = 0; at + lookup.length <= text.length; at++)
    if (lookup.every((code, i) => text[at + i] === code)) return [at, step];
  return undefined;
}
