import { emptyFamilies, type Families, familyAt, joinFamily, leaveFamilies } from "./families.ts";
import { type Group, groupNow, joined } from "./group.ts";
import { WILDCARD } from "./mask-word.ts";
import { agree, patternOf, withWildcards } from "./pattern.ts";
import {
  addMask,
  type Entry,
  emptyIndex,
  findMatching,
  findWith,
  type PatternIndex,
  put,
  remove,
  touch,
} from "./pattern-index.ts";
import { pairsOf, VALUES_OF_PAIR, valuesToVary, WORDS_BESIDE_WILDCARD } from "./place-rule.ts";
import type { Shape } from "./shape.ts";

/** Groups of shapes, and the patterns by which they are found. */
export interface Grouping {
  readonly index: PatternIndex;
  readonly families: Families;
  /** Patterns that are kept at most; the one not seen for longest is forgotten. */
  readonly most: number;
  begun: number;
}

export function emptyGrouping(most: number): Grouping {
  return { index: emptyIndex(), families: emptyFamilies(), most, begun: 0 };
}

/** A group keeps so many patterns; further shapes that it matches would tell nothing new. */
const MAX_KEPT = 64;

/** The group of a shape. Where there is none, one is begun; the newcomer may make others become one group. */
export function groupOf(grouping: Grouping, shape: Shape): Group {
  const { index } = grouping;
  const pattern = patternOf(shape.tokens);
  const known = findWith(index, pattern, []);
  if (known !== undefined) {
    touch(index, known);
    return groupNow(known.group);
  }
  const matching = findMatching(index, pattern);
  for (const entry of matching) touch(index, entry);
  const found = groupOfAll(matching);
  if (found !== undefined && found.patterns >= MAX_KEPT) return found;
  const { tokens, shown } = detached(shape);
  const group = found ?? beginGroup(shown, grouping.begun++);
  insert(grouping, { ...pattern, tokens, group, masks: [] });
  while (index.byHash.size > grouping.most) forgetOldest(grouping);
  return groupNow(group);
}

/** Takes up a pattern that was known before, with all that it led to then. */
export function restore(grouping: Grouping, entry: Entry): void {
  const { index, families } = grouping;
  const twin = put(index, entry);
  if (twin !== undefined) drop(grouping, twin);
  entry.group.patterns++;
  for (const place of entry.words) {
    if (Number.isFinite(valuesToVary(entry, place))) joinFamily(families, entry, [place]);
  }
  for (const pair of pairsOf(entry)) joinFamily(families, entry, pair);
}

/** A copy of its own: parts of a string keep all of it in memory, and the message may be large. */
function detached(shape: Shape): Shape {
  return JSON.parse(JSON.stringify(shape));
}

function beginGroup(shown: Shape["shown"], begun: number): Group {
  return { shown, count: 0, patterns: 0, id: undefined, formerIds: [], begun, into: undefined };
}

function groupOfAll(entries: readonly Entry[]): Group | undefined {
  return entries.reduce<Group | undefined>(
    (group, entry) => (group === undefined ? groupNow(entry.group) : joined(group, entry.group)),
    undefined,
  );
}

function insert(grouping: Grouping, entry: Entry): void {
  const { index, families } = grouping;
  const twin = put(index, entry);
  if (twin !== undefined) drop(grouping, twin);
  groupNow(entry.group).patterns++;
  for (const place of entry.words) {
    const wild = findWith(index, entry, [place]);
    if (wild !== undefined) takeIn(grouping, { wild, entry, place });
    const needed = valuesToVary(entry, place);
    if (!Number.isFinite(needed)) continue;
    const members = joinFamily(families, entry, [place]);
    if (members.length >= needed) generalise(grouping, members, [place]);
  }
  for (const pair of pairsOf(entry)) {
    const members = joinFamily(families, entry, pair);
    if (bothVary(members, pair)) generalise(grouping, members, pair);
  }
  for (const [place, token] of entry.tokens.entries()) {
    if (token !== WILDCARD) continue;
    for (const member of familyAt(families, entry, [place])) takeIn(grouping, { wild: entry, entry: member, place });
  }
}

interface Taking {
  readonly wild: Entry;
  readonly entry: Entry;
  readonly place: number;
}

/** A pattern with a wildcard at a place takes in one with a word there, and from then on all such. */
function takeIn({ index }: Grouping, { wild, entry, place }: Taking): void {
  if (entry.words.length < WORDS_BESIDE_WILDCARD) return;
  joined(wild.group, entry.group);
  addMask(index, wild, union([...entry.masks, [place]]));
}

function bothVary(members: readonly Entry[], pair: readonly number[]): boolean {
  if (members.length < VALUES_OF_PAIR) return false;
  return pair.every((place) => new Set(members.map(({ tokens }) => tokens[place])).size >= VALUES_OF_PAIR);
}

/** Makes one group of a family, found by a pattern with wildcards at the places where its members differ. */
function generalise(grouping: Grouping, members: readonly Entry[], places: readonly number[]): void {
  const { index } = grouping;
  const group = groupOfAll(members);
  const [first] = members;
  if (group === undefined || first === undefined) return;
  const pattern = patternOf(withWildcards(first.tokens, places));
  const mask = union([...members.flatMap(({ masks }) => masks), places]);
  const known = findWith(index, pattern, []);
  if (known !== undefined) {
    joined(known.group, group);
    addMask(index, known, mask);
    return;
  }
  insert(grouping, { ...pattern, group, masks: [mask] });
  for (const other of index.byLength.get(pattern.tokens.length)?.entries ?? []) {
    if (agree(other, pattern, mask)) joined(other.group, group);
  }
}

function forgetOldest(grouping: Grouping): void {
  const oldest = grouping.index.byHash.values().next().value;
  if (oldest === undefined) return;
  remove(grouping.index, oldest);
  drop(grouping, oldest);
}

function drop({ families }: Grouping, entry: Entry): void {
  leaveFamilies(families, entry);
  groupNow(entry.group).patterns--;
}

function union(sets: readonly (readonly number[])[]): number[] {
  return [...new Set(sets.flat())].toSorted((a, b) => a - b);
}
