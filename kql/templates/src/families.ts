import { tokenHash } from "./hash.ts";
import { agree, hashWith, type Pattern } from "./pattern.ts";
import type { Entry } from "./pattern-index.ts";

/** Patterns by what they share with others that differ from them at one or two places alone. */
export interface Families {
  readonly members: Map<number, Entry[]>;
  readonly keys: Map<Entry, number[]>;
}

export function emptyFamilies(): Families {
  return { members: new Map(), keys: new Map() };
}

/** Adds a pattern to the family of those that differ from it at these places, and returns all of the family. */
export function joinFamily(families: Families, entry: Entry, places: readonly number[]): readonly Entry[] {
  const key = keyOf(entry, places);
  const found = families.members.get(key) ?? [];
  families.members.set(key, found);
  found.push(entry);
  const its = families.keys.get(entry) ?? [];
  families.keys.set(entry, its);
  its.push(key);
  return found.filter((member) => agree(member, entry, places));
}

/** The family that a pattern would belong to if it had words at these places. */
export function familyAt(families: Families, pattern: Pattern, places: readonly number[]): readonly Entry[] {
  const found = families.members.get(keyOf(pattern, places)) ?? [];
  return found.filter((member) => agree(member, pattern, places));
}

export function leaveFamilies(families: Families, entry: Entry): void {
  for (const key of families.keys.get(entry) ?? []) {
    const rest = (families.members.get(key) ?? []).filter((member) => member !== entry);
    if (rest.length > 0) families.members.set(key, rest);
    else families.members.delete(key);
  }
  families.keys.delete(entry);
}

function keyOf(pattern: Pattern, places: readonly number[]): number {
  let key = hashWith(pattern, places);
  for (const place of places) key += tokenHash("\u0000family", place);
  return key;
}
