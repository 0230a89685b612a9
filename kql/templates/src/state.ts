import { z } from "zod";
import type { Group } from "./group.ts";
import { groupNow } from "./group.ts";
import { emptyGrouping, type Grouping, restore } from "./grouping.ts";
import { patternOf } from "./pattern.ts";

const GroupState = z.strictObject({
  id: z.string().min(1),
  formerIds: z.array(z.string().min(1)),
  count: z.number().int().nonnegative(),
  /** Each token of the template, and whether white space stands before it. */
  shown: z.array(z.tuple([z.string(), z.boolean()])),
});

const PatternState = z.strictObject({
  /** The group's place in the list of groups. */
  group: z.number().int().nonnegative(),
  tokens: z.array(z.string()),
  masks: z.array(z.array(z.number().int().nonnegative())),
});

/** What a miner knows, as JSON: the same ids come from it in the next run. Patterns stand in the order last seen. */
export const MinerState = z
  .strictObject({ version: z.literal(1), groups: z.array(GroupState), patterns: z.array(PatternState) })
  .refine(
    ({ groups, patterns }) =>
      patterns.every(({ group, tokens, masks }) => {
        const { length } = tokens;
        return groups[group]?.shown.length === length && masks.flat().every((place) => place < length);
      }),
    "A pattern names a group that is not there, or differs from it in length",
  );
export type MinerState = z.infer<typeof MinerState>;

/** Writes down all groups that can still be found. All of them have an id by now. */
export function saved({ index }: Grouping, idOf: (group: Group) => string): MinerState {
  const places = new Map<Group, number>();
  const patterns = [...index.byHash.values()].map(({ group, tokens, masks }) => {
    const now = groupNow(group);
    const place = places.get(now) ?? places.size;
    places.set(now, place);
    return { group: place, tokens: [...tokens], masks: masks.map((mask) => [...mask]) };
  });
  const groups = [...places.keys()].map((group) => ({
    id: idOf(group),
    formerIds: [...group.formerIds],
    count: group.count,
    shown: group.shown.map(({ text, spaced }): [string, boolean] => [text, spaced]),
  }));
  return { version: 1, groups, patterns };
}

/** The grouping that was written down, and its groups. */
export function loaded(state: MinerState, most: number): { readonly grouping: Grouping; readonly groups: Group[] } {
  const grouping = emptyGrouping(most);
  const groups = state.groups.map(
    ({ id, formerIds, count, shown }): Group => ({
      id,
      formerIds,
      count,
      shown: shown.map(([text, spaced]) => ({ text, spaced })),
      patterns: 0,
      begun: grouping.begun++,
      into: undefined,
    }),
  );
  for (const { group: place, tokens, masks } of state.patterns.slice(-most)) {
    const group = groups[place];
    if (group !== undefined) restore(grouping, { ...patternOf(tokens), group, masks: masks.map((mask) => [...mask]) });
  }
  return { grouping, groups };
}
