import { WILDCARD } from "./mask-word.ts";
import type { Token } from "./scan.ts";

/** Messages of one log statement, as far as can be told. */
export interface Group {
  /** What all its messages have in common. */
  shown: readonly Token[];
  /** How many messages it has. */
  count: number;
  /** Patterns that lead to it. */
  patterns: number;
  /** Given when somebody first asks, and kept from then on. */
  id: string | undefined;
  /** Ids of groups that were found to be part of this one, latest first. */
  formerIds: readonly string[];
  /** When it was begun, among the groups of a miner. */
  readonly begun: number;
  /** The group that this one became part of. */
  into: Group | undefined;
}

/** The group that a group belongs to by now. */
export function groupNow(group: Group): Group {
  let found = group;
  while (found.into !== undefined) found = found.into;
  if (found !== group) group.into = found;
  return found;
}

/** More former ids than anybody will ask for. */
const MAX_FORMER_IDS = 64;

/** Joins two groups, and returns the one that lasts: the one whose id has been given out, of two the older one. */
export function joined(a: Group, b: Group): Group {
  const [one, two] = [groupNow(a), groupNow(b)];
  if (one === two) return one;
  const [lasts, ends] = precedes(one, two) ? [one, two] : [two, one];
  lasts.shown = common(lasts.shown, ends.shown);
  lasts.count += ends.count;
  lasts.patterns += ends.patterns;
  const ended = ends.id === undefined ? [] : [ends.id];
  lasts.formerIds = [...ended, ...ends.formerIds, ...lasts.formerIds].slice(0, MAX_FORMER_IDS);
  ends.into = lasts;
  return lasts;
}

function precedes(a: Group, b: Group): boolean {
  if ((a.id === undefined) !== (b.id === undefined)) return a.id !== undefined;
  return a.begun < b.begun;
}

/** Tokens that two texts share, place by place, and wildcards for the others. */
export function common(a: readonly Token[], b: readonly Token[]): readonly Token[] {
  if (a.every((token, i) => token.text === b[i]?.text && token.spaced === b[i]?.spaced)) return a;
  return a.map((token, i) => ({
    text: token.text === b[i]?.text ? token.text : WILDCARD,
    spaced: token.spaced || (b[i]?.spaced ?? false),
  }));
}

/** A template as text, with what is variable as `<*>`. */
export function templateText(tokens: readonly Token[]): string {
  let text = "";
  for (const [i, token] of tokens.entries()) text += token.spaced && i > 0 ? ` ${token.text}` : token.text;
  return text;
}
