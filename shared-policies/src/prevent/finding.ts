import { z } from "zod";
import { DocumentId, Instant, LogInstant, TableName } from "../ids.ts";
import { PreventionRuleType, PreventionSeverity, PreventionThreshold } from "./documents.ts";

/** The concrete change that a finding asks for; texts and snippets are made of it where they are shown. */
export const RecommendedChange = z.enum([
  "raise-level",
  "suppress",
  "rate-limit",
  "sample",
  "truncate",
  "log-once",
  "stop-storing-column",
  "disable-category",
  "lower-table-plan",
]);
export type RecommendedChange = z.infer<typeof RecommendedChange>;

/** One violation of one rule by one message template of one resource: what a developer can act on. */
export const PreventFinding = z.strictObject({
  /** The same violation has the same id in every run: rule, table, resource and template make it. */
  id: z.string().regex(/^pvf_[A-Za-z0-9_-]{8,64}$/),
  ruleId: DocumentId,
  ruleVersion: z.string().max(20),
  ruleType: PreventionRuleType,
  severity: PreventionSeverity,
  table: TableName,
  /** `_ResourceId`, in lower case; empty where rows have none. */
  resource: z.string().max(1000),
  /** Role or application that logs. */
  service: z.string().max(200).optional(),
  /** Operation, logger or source file, where rows name one. */
  callSite: z.string().max(500).optional(),
  level: z.string().max(30).optional(),
  templateId: z.string().max(64).optional(),
  /** The message without its variables, masked. Absent where the rule is about a table or a column. */
  template: z.string().max(2000).optional(),
  /** Column or category that the rule is about, where it is not about messages. */
  subject: z.string().max(200).optional(),
  /** Rows in the window. */
  count: z.int().nonnegative(),
  /** Rows in the busiest hour. */
  perHour: z.number().nonnegative(),
  /** Billed bytes in the window; 0 where the rows are not billed. */
  bytes: z.int().nonnegative(),
  /** Bytes of the largest row. */
  largestBytes: z.int().nonnegative().optional(),
  /** Share of the table's billed bytes in the window, 0 to 1. */
  shareOfVolume: z.number().min(0).max(1),
  /** At the pace of the window, in GB of 10^9 bytes and 30 days. */
  gbPerMonth: z.number().nonnegative(),
  /** What Azure bills for that, in US dollars of the price book; absent where it bills nothing, or where that is not known. */
  usdPerMonth: z.number().nonnegative().optional(),
  firstSeen: LogInstant,
  lastSeen: LogInstant,
  currentValue: z.number().nonnegative(),
  threshold: PreventionThreshold,
  change: RecommendedChange,
  /** Some of the rows; `count` is how many there are. */
  itemIds: z.array(z.string().max(100)).max(20),
});
export type PreventFinding = z.infer<typeof PreventFinding>;

/** Whether anyone uses a table: `unknown` as soon as one place where use shows could not be read. */
export const TableUse = z.strictObject({
  table: TableName,
  verdict: z.enum(["used", "unused", "unknown"]),
  /** Where use was seen, or what could not be read. */
  usedBy: z.array(z.enum(["query-audit", "alert-rule", "workbook", "saved-function", "pattern", "rule"])).max(10),
  unread: z.array(z.enum(["query-audit", "alert-rule", "workbook", "saved-function"])).max(10),
  gbPerMonth: z.number().nonnegative(),
});
export type TableUse = z.infer<typeof TableUse>;

export const maxPreventFindings = 300;

/** A rule that could not be applied; the others were. */
export const BrokenRule = z.strictObject({
  ruleId: DocumentId,
  code: z.enum(["does-not-bind", "not-allowed", "too-expensive", "failed"]),
  message: z.string().max(500),
});
export type BrokenRule = z.infer<typeof BrokenRule>;

/** What a run of Prevent read and found. */
export const PreventOutcome = z.object({
  /** Time that the run covers, half-open, in ingestion time. */
  window: z.object({ from: Instant, to: Instant }),
  rules: z.int().nonnegative(),
  /** Rows in the window. */
  scanned: z.int().nonnegative(),
  /** Billed bytes in the window, over all tables that were read. */
  bytes: z.int().nonnegative(),
  queries: z.int().nonnegative(),
  findings: z.array(PreventFinding).max(maxPreventFindings),
  /** Findings beyond the report's limit, those that cost least. */
  omitted: z.int().nonnegative(),
  /** Volume in the window of what the rules look at and do not find too much: what a change saved is measured by it. */
  watched: z
    .array(
      z.strictObject({
        findingId: PreventFinding.shape.id,
        count: z.int().nonnegative(),
        bytes: z.int().nonnegative(),
      }),
    )
    .max(1000)
    .optional(),
  /**
   * Tables of which light groups of rows were summed up, so that what is neither found nor watched there may still be logged.
   * Everywhere else it was not. Absent: nothing is known of any table.
   */
  summed: z.array(TableName).max(100).optional(),
  /** How every rule fared, violated or not. */
  analyses: z
    .array(
      z.strictObject({
        ruleId: DocumentId,
        currentValue: z.number().nonnegative(),
        threshold: PreventionThreshold,
        isViolation: z.boolean(),
        detail: z.string().max(2000),
      }),
    )
    .max(700),
  broken: z.array(BrokenRule).max(200),
  tables: z.array(TableUse).max(1000),
  /** `plan`: the table is Basic or Auxiliary, whose queries Azure bills; Prevent makes none. */
  skipped: z.array(z.object({ table: TableName, code: z.enum(["missing", "failed", "budget", "plan"]) })).max(100),
});
export type PreventOutcome = z.infer<typeof PreventOutcome>;
