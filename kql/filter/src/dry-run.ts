import type { FilterAst, FilterRuleNode } from "./ast.ts";
import { judgeOf } from "./evaluate.ts";
import { minuteOf, ordinaryMinute } from "./per-minute.ts";
import type { FilterRow } from "./row-values.ts";

export interface DryRunRule {
  readonly ruleId: string;
  readonly ruleName: string;
  readonly filterType: FilterRuleNode["type"];
  /** Rows that the rule was asked about. */
  readonly processed: number;
  /** Rows that its condition fits, whatever other rules do. */
  readonly matched: number;
  /** Rows that it is the first to drop. */
  readonly dropped: number;
  /** dropped / processed; 0 for no rows. */
  readonly dropRate: number;
  /** Bytes by `_BilledSize` of the dropped rows. */
  readonly droppedBytes: number;
  /** `_ItemId` of the dropped rows. */
  readonly itemIds: readonly string[];
  /** For a sampling with `maxPerMinute`: rows a minute that match, as `perMinuteQuery` counts them. */
  readonly observedPerMinute?: number;
}

export interface DryRun {
  readonly processed: number;
  readonly dropped: number;
  readonly dropRate: number;
  /** Rows that a rule would have dropped but for being held out. */
  readonly heldOut: number;
  readonly bytes: number;
  readonly droppedBytes: number;
  readonly rules: readonly DryRunRule[];
}

export interface DryRunner {
  add(row: FilterRow, itemId: string): void;
  result(): DryRun;
}

interface Tally {
  matched: number;
  dropped: number;
  droppedBytes: number;
  readonly itemIds: string[];
  /** Matching rows by minute. */
  readonly minutes: Map<number, number>;
}

/** Counts what the filter would do with rows, each given to the first rule that drops it. */
export function dryRunner(ast: FilterAst): DryRunner {
  const judge = judgeOf(ast);
  const tallies = new Map(ast.rules.map((rule) => [rule, newTally()]));
  const total = { processed: 0, dropped: 0, heldOut: 0, bytes: 0, droppedBytes: 0 };
  return {
    add(row, itemId) {
      const size = bytesOf(row);
      total.processed++;
      total.bytes += size;
      const { rule, matching, dropping, heldOut } = judge(row);
      for (const one of matching) count(tallyOf(tallies, one), one, row);
      if (heldOut && dropping.length > 0) total.heldOut++;
      if (rule === undefined) return;
      total.dropped++;
      total.droppedBytes += size;
      const tally = tallyOf(tallies, rule);
      tally.dropped++;
      tally.droppedBytes += size;
      tally.itemIds.push(itemId);
    },
    result: () => ({
      ...total,
      dropRate: rate(total.dropped, total.processed),
      rules: ast.rules.map((rule) => ruleResult(rule, tallyOf(tallies, rule), total.processed)),
    }),
  };
}

function newTally(): Tally {
  return { matched: 0, dropped: 0, droppedBytes: 0, itemIds: [], minutes: new Map() };
}

function tallyOf(tallies: ReadonlyMap<FilterRuleNode, Tally>, rule: FilterRuleNode): Tally {
  const found = tallies.get(rule);
  if (found === undefined) throw new Error(`No tally of ${rule.id}`);
  return found;
}

function count(tally: Tally, { maxPerMinute }: FilterRuleNode, row: FilterRow): void {
  tally.matched++;
  if (maxPerMinute === undefined) return;
  const minute = minuteOf(row["TimeGenerated"]);
  tally.minutes.set(minute, (tally.minutes.get(minute) ?? 0) + 1);
}

function ruleResult(rule: FilterRuleNode, { minutes, ...tally }: Tally, processed: number): DryRunRule {
  const observed = rule.maxPerMinute === undefined ? {} : { observedPerMinute: ordinaryMinute([...minutes.values()]) };
  return {
    ruleId: rule.id,
    ruleName: rule.name,
    filterType: rule.type,
    processed,
    ...tally,
    dropRate: rate(tally.dropped, processed),
    ...observed,
  };
}

function rate(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function bytesOf(row: FilterRow): number {
  const size = Number(row["_BilledSize"] ?? 0);
  return Number.isFinite(size) && size > 0 ? size : 0;
}
