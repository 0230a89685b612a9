import type { FilterAst, FilterRuleNode } from "./ast.ts";
import { judgeOf } from "./evaluate.ts";
import type { FilterRow } from "./row-values.ts";
import { minutesOf, noTimes, type Times, widened } from "./times.ts";

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
  /** For a sampling with `maxPerMinute`: matching rows a minute over the time that the rows span. */
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
}

/** Counts what the filter would do with rows, each given to the first rule that drops it. */
export function dryRunner(ast: FilterAst): DryRunner {
  const judge = judgeOf(ast);
  const tallies = new Map(ast.rules.map((rule) => [rule, newTally()]));
  const timed = ast.rules.some(({ maxPerMinute }) => maxPerMinute !== undefined);
  const total = { processed: 0, dropped: 0, heldOut: 0, bytes: 0, droppedBytes: 0 };
  let times: Times = noTimes;
  return {
    add(row, itemId) {
      const size = bytesOf(row);
      total.processed++;
      total.bytes += size;
      if (timed) times = widened(times, row["TimeGenerated"]);
      const { rule, matching, dropping, heldOut } = judge(row);
      for (const one of matching) tallyOf(tallies, one).matched++;
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
      rules: ast.rules.map((rule) => ruleResult(rule, tallyOf(tallies, rule), total.processed, minutesOf(times))),
    }),
  };
}

function newTally(): Tally {
  return { matched: 0, dropped: 0, droppedBytes: 0, itemIds: [] };
}

function tallyOf(tallies: ReadonlyMap<FilterRuleNode, Tally>, rule: FilterRuleNode): Tally {
  const found = tallies.get(rule);
  if (found === undefined) throw new Error(`No tally of ${rule.id}`);
  return found;
}

function ruleResult(rule: FilterRuleNode, tally: Tally, processed: number, minutes: number): DryRunRule {
  const observed = rule.maxPerMinute === undefined ? {} : { observedPerMinute: tally.matched / minutes };
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
