import { quoteIdentifier } from "@logdoctor/kql";
import type { FilterAst, FilterRuleNode } from "./ast.ts";
import { type DryRunWindow, spanKql } from "./dry-run-query.ts";
import { conditionKql } from "./predicate.ts";

/** Of a hundred minutes that had any such row, so many had no more than what is said to be observed. */
const ORDINARY = 95;

/**
 * Asks history for the rows a minute that match a rule, whatever other rules do with them: `PerMinute` of its one row, null where
 * none matches. It is the 95th percentile over the minutes of `TimeGenerated` that had any, so that a rate made of it keeps at most
 * `maxPerMinute` in the ordinary minute, and one outburst does not decide; a mean would be too low in half of the minutes.
 */
export function perMinuteQuery({ condition }: FilterRuleNode, ast: FilterAst, window: DryRunWindow): string {
  const time = ast.key.time ? "TimeGenerated" : "ingestion_time()";
  const steps = [
    quoteIdentifier(ast.table),
    `where ${spanKql(window)}`,
    `where ${conditionKql(condition)}`,
    `summarize Rows = count() by Minute = bin(${time}, 1m)`,
    `summarize PerMinute = percentile(Rows, ${ORDINARY})`,
  ];
  return steps.join("\n| ");
}

/** The same of rows that were counted here, by minute; 0 for none. */
export function ordinaryMinute(counts: readonly number[]): number {
  const sorted = counts.toSorted((a, b) => a - b);
  return sorted[Math.ceil((sorted.length * ORDINARY) / 100) - 1] ?? 0;
}

/** The minute of a `TimeGenerated`; the same for all that is no time. */
export function minuteOf(value: unknown): number {
  const at = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? -1 : Math.floor(at / 60_000);
}
