import { z } from "zod";
import type { PreventionRuleType, PreventionSeverity } from "./documents.ts";

/**
 * What of a group of rows is compared with a rule's threshold: rows in the window, rows or duplicates in the busiest hour,
 * KB of 1,024 bytes of the largest row, percent of the table's billed bytes, percent of them that no column holds, or days
 * for which use of a table was looked for.
 */
export const RuleMeasure = z.enum([
  "rows",
  "rowsPerHour",
  "duplicatesPerHour",
  "kilobytes",
  "percentOfVolume",
  "percentNotStored",
  "daysWithoutUse",
]);
export type RuleMeasure = z.infer<typeof RuleMeasure>;

/** What is known of the rows that a rule matched, for one template and resource. */
export interface MatchedRows {
  readonly rows: number;
  readonly rowsPerHour: number;
  readonly duplicatesPerHour: number;
  readonly largestBytes: number;
  /** Of the table's billed bytes, 0 to 1. */
  readonly shareOfVolume: number;
  /** Of these rows' billed bytes, 0 to 1. */
  readonly shareNotStored: number;
}

/** What the types of rule that people write compare. */
export function measureOf(type: Exclude<PreventionRuleType, "UsageCheck">): RuleMeasure {
  return ({ LevelCheck: "rows", FrequencyCheck: "rowsPerHour", SizeCheck: "kilobytes" } as const)[type];
}

/** The value of a measure, rounded to three digits after the point. Days are not counted from rows: 0. */
export function measured(measure: RuleMeasure, matched: MatchedRows): number {
  const value: Record<RuleMeasure, number> = {
    rows: matched.rows,
    rowsPerHour: matched.rowsPerHour,
    duplicatesPerHour: matched.duplicatesPerHour,
    kilobytes: matched.largestBytes / 1024,
    percentOfVolume: matched.shareOfVolume * 100,
    percentNotStored: matched.shareNotStored * 100,
    daysWithoutUse: 0,
  };
  return Math.round(value[measure] * 1000) / 1000;
}

interface Judged {
  readonly measure: RuleMeasure;
  readonly threshold: number;
  readonly leastRows: number;
}

/** Whether rows violate a rule: their value is greater than its threshold, and there are enough of them. */
export function violates({ measure, threshold, leastRows }: Judged, matched: MatchedRows): boolean {
  return matched.rows >= leastRows && exceeds(measure, threshold, matched);
}

function exceeds(measure: RuleMeasure, threshold: number, matched: MatchedRows): boolean {
  // The largest row is compared in bytes: one byte more than 50 KB is too much.
  if (measure === "kilobytes") return matched.largestBytes > threshold * 1024;
  return measured(measure, matched) > threshold;
}

export interface FindingWeight {
  readonly gbPerMonth: number;
  /** Absent where Azure bills nothing, or where that is not known. */
  readonly usdPerMonth?: number | undefined;
  readonly shareOfVolume: number;
}

const usd = { high: 100, medium: 10 } as const;
const gb = { high: 40, medium: 4 } as const;
/** A large part of a table that is next to nothing is nothing. */
const share = { high: 0.5, medium: 0.2, leastGb: 0.1 } as const;

/** How grave a finding is: by its money, or by volume where money is not known, and by its part of the table. */
export function preventSeverity({ gbPerMonth, usdPerMonth, shareOfVolume }: FindingWeight): PreventionSeverity {
  const counted = gbPerMonth >= share.leastGb ? shareOfVolume : 0;
  const atLeast = (level: "high" | "medium"): boolean =>
    usdPerMonth === undefined ? gbPerMonth >= gb[level] : usdPerMonth >= usd[level];
  if (atLeast("high") || (counted >= share.high && atLeast("medium"))) return "HIGH";
  return atLeast("medium") || counted >= share.medium ? "MEDIUM" : "LOW";
}
