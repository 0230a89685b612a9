import { hash } from "node:crypto";
import { rangesRegex } from "./addresses.ts";
import {
  type AddressRange,
  type ColumnRef,
  type FilterAst,
  type FilterRuleNode,
  type RowKey,
  SHARE_STEPS,
} from "./ast.ts";
import { isBelow } from "./hex-prefix.ts";
import { keywordScan, type WordOwner } from "./keyword-automaton.ts";
import { SALT } from "./predicate.ts";
import { cellText, type FilterRow, timeText } from "./row-values.ts";

export interface Verdict {
  /** The first rule in order that drops the row; undefined where it is kept. */
  readonly rule: FilterRuleNode | undefined;
  /** Rules whose condition matches, in order, whether or not they then drop the row. */
  readonly matching: readonly FilterRuleNode[];
  /** Rules that drop the row, or would if it were not held out. */
  readonly dropping: readonly FilterRuleNode[];
  /** Whether the row is among those that no rule drops. */
  readonly heldOut: boolean;
}

export type Judge = (row: FilterRow) => Verdict;

const KEPT: Verdict = { rule: undefined, matching: [], dropping: [], heldOut: false };

/** Decides on one row: see `judgeOf`, which is faster for many. */
export function evaluate(ast: FilterAst, row: FilterRow): Verdict {
  return judgeOf(ast)(row);
}

/**
 * What the compiled transformation does with rows, without running it. Throws FilterRefusal for a value that its column's type
 * cannot hold.
 */
export function judgeOf(ast: FilterAst): Judge {
  const probes = probesOf(ast.rules);
  let hits: number[] = [];
  const found = (owner: number): void => {
    if (!hits.includes(owner)) hits.push(owner);
  };
  return (row) => {
    // A row before this one may have been refused half-way.
    hits = [];
    for (const { ref, find } of probes) {
      const text = cellText(row, ref);
      if (text !== "") find(text, found);
    }
    if (hits.length === 0) return KEPT;
    const matching = hits.sort((a, b) => a - b).flatMap((owner) => ast.rules[owner] ?? []);
    return verdict(ast, matching, row);
  };
}

function verdict(ast: FilterAst, matching: readonly FilterRuleNode[], row: FilterRow): Verdict {
  const hashed = ast.heldOut > 0 || matching.some(({ keep }) => keep > 0);
  if (!hashed) return { rule: matching[0], matching, dropping: matching, heldOut: false };
  const digits = hashOf(ast.key, row);
  const dropping = matching.filter(
    ({ keep }) => keep === 0 || (keep < SHARE_STEPS && !isBelow(digits, keep, "sampling")),
  );
  const heldOut = ast.heldOut > 0 && isBelow(digits, ast.heldOut, "heldOut");
  return { rule: heldOut ? undefined : dropping[0], matching, dropping, heldOut };
}

/** SHA-256 of a row's key, in hexadecimal digits. */
function hashOf(key: RowKey, row: FilterRow): string {
  return hash("sha256", `${SALT}${keyText(key, row)}`, "hex");
}

function keyText({ trace, time, texts }: RowKey, row: FilterRow): string {
  const id = trace === undefined ? "" : cellText(row, trace);
  if (id !== "") return id;
  return [...(time ? [timeText(row)] : []), ...texts.map((ref) => cellText(row, ref))].join("|");
}

interface Probe {
  readonly ref: ColumnRef;
  /** Calls back with the place of each rule that the text satisfies. */
  readonly find: (text: string, found: (owner: number) => void) => void;
}

// One probe for each column and kind of condition, whatever the number of rules.
function probesOf(rules: readonly FilterRuleNode[]): Probe[] {
  const words = new Map<string, { ref: ColumnRef; words: WordOwner[] }>();
  const values = new Map<string, { ref: ColumnRef; owners: Map<string, number[]> }>();
  const ranges = new Map<string, { ref: ColumnRef; ranges: RangeOwner[] }>();
  for (const [owner, { condition }] of rules.entries()) {
    if (condition.kind === "keywords") {
      for (const ref of condition.columns) {
        const group = entry(words, ref, () => ({ ref, words: [] }));
        group.words.push(...condition.words.map((word) => ({ word, owner })));
      }
      continue;
    }
    const { column: ref } = condition;
    const { owners } = entry(values, ref, () => ({ ref, owners: new Map() }));
    for (const value of condition.values) owners.set(value, [...(owners.get(value) ?? []), owner]);
    if (condition.kind === "addresses")
      entry(ranges, ref, () => ({ ref, ranges: [] })).ranges.push({ ranges: condition.ranges, owner });
  }
  return [
    ...[...words.values()].map((group) => ({ ref: group.ref, find: keywordScan(group.words) })),
    ...[...values.values()].map(({ ref, owners }) => valueProbe(ref, owners)),
    ...[...ranges.values()].map((group) => rangeProbe(group.ref, group.ranges)),
  ];
}

function entry<T>(groups: Map<string, T>, { column, path }: ColumnRef, make: () => T): T {
  const key = JSON.stringify([column, ...path]);
  const found = groups.get(key) ?? make();
  groups.set(key, found);
  return found;
}

function valueProbe(ref: ColumnRef, owners: ReadonlyMap<string, readonly number[]>): Probe {
  return { ref, find: (text, found) => owners.get(text)?.forEach(found) };
}

interface RangeOwner {
  readonly ranges: readonly AddressRange[];
  readonly owner: number;
}

// Most addresses are in no range at all: that is asked once for all rules.
function rangeProbe(ref: ColumnRef, owners: readonly RangeOwner[]): Probe {
  const any = new RegExp(rangesRegex(owners.flatMap(({ ranges }) => ranges)));
  const each = owners.map(({ ranges, owner }) => ({ pattern: new RegExp(rangesRegex(ranges)), owner }));
  return {
    ref,
    find: (text, found) => {
      if (any.test(text)) for (const { pattern, owner } of each) if (pattern.test(text)) found(owner);
    },
  };
}
