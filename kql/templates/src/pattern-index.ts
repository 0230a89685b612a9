import type { Group } from "./group.ts";
import { agree, hashWith, type Pattern } from "./pattern.ts";

/** A pattern in the index. */
export interface Entry extends Pattern {
  readonly group: Group;
  /** Sets of places where any word will do; empty for a shape that stands for itself alone. */
  readonly masks: (readonly number[])[];
}

interface Mask {
  readonly places: readonly number[];
  uses: number;
}

interface SameLength {
  readonly entries: Set<Entry>;
  readonly masks: Map<string, Mask>;
}

/**
 * Patterns by what they match: a tuple space search. Generalised patterns of one length differ in few sets of wildcard
 * places, so one look-up for each such set finds all that match, however many patterns there are (V. Srinivasan, S. Suri,
 * G. Varghese: Packet classification using tuple space search, SIGCOMM 1999).
 */
export interface PatternIndex {
  /** In the order in which they were last seen. */
  readonly byHash: Map<number, Entry>;
  readonly byLength: Map<number, SameLength>;
}

export function emptyIndex(): PatternIndex {
  return { byHash: new Map(), byLength: new Map() };
}

/** The pattern that has wildcards at these places, and elsewhere the same tokens as this one. */
export function findWith(index: PatternIndex, pattern: Pattern, places: readonly number[]): Entry | undefined {
  const found = index.byHash.get(hashWith(pattern, places));
  return found !== undefined && agree(pattern, found, places) ? found : undefined;
}

/** All generalised patterns that a shape matches. */
export function findMatching(index: PatternIndex, pattern: Pattern): Entry[] {
  const found: Entry[] = [];
  for (const { places } of index.byLength.get(pattern.tokens.length)?.masks.values() ?? []) {
    const entry = findWith(index, pattern, places);
    if (entry?.masks.some((mask) => sameMask(mask, places))) found.push(entry);
  }
  return found;
}

/** Adds a pattern; of two with the same hash the new one stays. */
export function put(index: PatternIndex, entry: Entry): Entry | undefined {
  const twin = index.byHash.get(entry.hash);
  if (twin !== undefined) remove(index, twin);
  index.byHash.set(entry.hash, entry);
  const same = index.byLength.get(entry.tokens.length) ?? { entries: new Set(), masks: new Map() };
  index.byLength.set(entry.tokens.length, same);
  same.entries.add(entry);
  for (const mask of entry.masks) use(same.masks, mask, 1);
  return twin;
}

/** Lets a pattern match any word at these places. */
export function addMask(index: PatternIndex, entry: Entry, places: readonly number[]): void {
  const masks = index.byLength.get(entry.tokens.length)?.masks;
  if (masks === undefined || entry.masks.some((mask) => sameMask(mask, places))) return;
  entry.masks.push(places);
  use(masks, places, 1);
}

/** Marks a pattern as seen just now. */
export function touch(index: PatternIndex, entry: Entry): void {
  index.byHash.delete(entry.hash);
  index.byHash.set(entry.hash, entry);
}

export function remove(index: PatternIndex, entry: Entry): void {
  const same = index.byLength.get(entry.tokens.length);
  if (same === undefined || index.byHash.get(entry.hash) !== entry) return;
  index.byHash.delete(entry.hash);
  same.entries.delete(entry);
  for (const mask of entry.masks) use(same.masks, mask, -1);
  if (same.entries.size === 0) index.byLength.delete(entry.tokens.length);
}

function sameMask(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((place, i) => place === b[i]);
}

function use(masks: Map<string, Mask>, places: readonly number[], by: number): void {
  const key = places.join();
  const mask = masks.get(key) ?? { places, uses: 0 };
  mask.uses += by;
  if (mask.uses > 0) masks.set(key, mask);
  else masks.delete(key);
}
