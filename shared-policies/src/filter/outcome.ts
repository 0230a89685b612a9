import { z } from "zod";
import { DocumentId, Instant, TableName } from "../ids.ts";
import { FilterRule, FilterStatistics, SamplingConfig } from "./documents.ts";

/** What a bundle says to Filter. */
export const FilterPolicies = z.strictObject({
  /** Rules that are tested or in force; drafts and disabled rules are not in a bundle. */
  rules: z.array(FilterRule).max(200),
  sampling: z.array(SamplingConfig).max(200),
  /** Losses that a person took responsibility for: they do not hold a rule back, as long as both are of the version named. */
  approvedLosses: z
    .array(
      z.strictObject({
        ruleId: DocumentId,
        watcherId: z.string().max(200),
        /** Those of the certificate that the person saw; without one, whatever the version. */
        ruleVersion: z.string().max(64).optional(),
        watcherVersion: z.string().max(100).optional(),
      }),
    )
    .max(1000),
  options: z.strictObject({
    /** Days of history that a dry run reads. */
    dryRunDays: z.int().min(1).max(30),
    /** Share of a table's rows (0 to 1) above which a dry run is dangerous; the customer's ceiling may be lower. */
    dangerDropRate: z.number().min(0).max(1),
    /** How far the real drop rate may lie from the predicted one, 0 to 1. */
    tolerance: z.number().min(0).max(1),
    /** Share of the matching rows that stays unfiltered, so that savings are measured. */
    heldOutShare: z.number().min(0).max(0.1),
  }),
});
export type FilterPolicies = z.infer<typeof FilterPolicies>;

/** What one rule would take from the rows that the rules before it leave. */
export const RuleDryRun = z.strictObject({
  ruleId: DocumentId,
  processed: z.int().nonnegative(),
  dropped: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  /** In GB of 10^9 bytes and 30 days, at the pace of the history. */
  gbPerMonth: z.number().nonnegative(),
  /** Share kept of what matches; 0 for DROP. */
  keptShare: z.number().min(0).max(1),
  /** Of a rule that samples: rows a minute that match it, as its test counted them. `keptShare` has been lowered by them. */
  observedPerMinute: z.number().nonnegative().optional(),
  /** A few of the rows that would go, as JSON, masked and cut. */
  samples: z.array(z.string().max(2000)).max(5),
});
export type RuleDryRun = z.infer<typeof RuleDryRun>;

/** All rules of one table, played over its history. */
export const DryRun = z.strictObject({
  table: TableName,
  from: Instant,
  to: Instant,
  rows: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  dropped: z.int().nonnegative(),
  droppedBytes: z.int().nonnegative(),
  dangerous: z.boolean(),
  /** Net of the processing charge, in US dollars of the price book; absent where it is not known. */
  usdPerMonth: z.number().optional(),
  rules: z.array(RuleDryRun).max(200),
});
export type DryRun = z.infer<typeof DryRun>;

/** Who would miss rows: something that reads the table. */
export const Watcher = z.strictObject({
  /** Kind and name, such as `pattern:sql-injection`. */
  id: z.string().max(200),
  kind: z.enum(["pattern", "prevention-rule", "alert-rule", "recent-query"]),
  /** Changes when what it looks for does. */
  version: z.string().max(100),
  /** `proved`: it cannot match what is dropped. `equal`: both histories gave it the same. `unknown`: it could not be replayed. */
  verdict: z.enum(["proved", "equal", "lost", "unknown"]),
  /** Results that it would have lost, where counted. */
  lost: z.int().nonnegative(),
  /** The rules that take them. */
  ruleIds: z.array(DocumentId).max(200),
  detail: z.string().max(500),
});
export type Watcher = z.infer<typeof Watcher>;

/** What was checked before a table's rules may drop anything. Void as soon as a rule or a watcher changes. */
export const CoverageCertificate = z.strictObject({
  table: TableName,
  issuedAt: Instant,
  from: Instant,
  to: Instant,
  /** SHA-256 of the rules as they were checked, by id. */
  rules: z.array(z.strictObject({ ruleId: DocumentId, version: z.string().max(64) })).max(200),
  watchers: z.array(Watcher).max(1000),
  /** SHA-256 of the rules, the watchers and their versions: what a certificate stands for. */
  fingerprint: z.string().max(64),
});
export type CoverageCertificate = z.infer<typeof CoverageCertificate>;

export const FilterRefusal = z.enum([
  "dry-run-only",
  "protected-table",
  "drop-rate",
  "no-path",
  "not-linked",
  "transform-unsupported",
  "does-not-compile",
  "certificate-missing",
  "loss-not-approved",
  "changed-meanwhile",
  "not-kept",
]);
export type FilterRefusal = z.infer<typeof FilterRefusal>;

/** Where the rules of one table stand in Azure after a run. */
export const FilteredTable = z.strictObject({
  table: TableName,
  /** The data collection rule that its rows pass; empty where none was found. */
  collectionRule: z.string().max(500),
  /**
   * `pending`: written, and Azure may not use it yet. `verified`: rows drop as predicted. `reverted`: taken back by itself.
   * `removed`: no rule of ours is left. `refused`: nothing was written.
   */
  state: z.enum(["pending", "verified", "reverted", "removed", "refused", "failed"]),
  refusal: FilterRefusal.optional(),
  detail: z.string().max(1000),
  /** Rules whose text is in Azure. */
  ruleIds: z.array(DocumentId).max(200),
  appliedAt: Instant.optional(),
  /** Shares of the rows, 0 to 1. */
  predictedDropRate: z.number().min(0).max(1).optional(),
  observedDropRate: z.number().min(0).max(1).optional(),
  transformErrors: z.int().nonnegative().optional(),
});
export type FilteredTable = z.infer<typeof FilteredTable>;

/** What a run of Filter did. */
export const FilterOutcome = z.object({
  queries: z.int().nonnegative(),
  dryRuns: z.array(DryRun).max(100),
  certificates: z.array(CoverageCertificate).max(100),
  tables: z.array(FilteredTable).max(200),
  /** One entry for each rule and period: what all flows of its table dropped together. */
  statistics: z
    .array(
      FilterStatistics.omit({ id: true, agentId: true, tenantId: true }).extend({
        bytesDropped: z.int().nonnegative(),
      }),
    )
    .max(500),
});
export type FilterOutcome = z.infer<typeof FilterOutcome>;
