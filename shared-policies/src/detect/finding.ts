import { z } from "zod";
import { Instant, LogInstant, TableName } from "../ids.ts";
import { DetectionSeverity, DetectionType, PatternId } from "./documents.ts";
import { ThreatVerdict } from "./threat.ts";

/** One request that matched, capped and masked in the agent. */
export const DetectionEvidence = z.strictObject({
  itemId: z.string().max(100),
  at: LogInstant,
  method: z.string().max(20),
  /** As it was logged. */
  request: z.string().max(2048),
  /** As the pattern saw it, after decoding. */
  decoded: z.string().max(2048),
  status: z.int().optional(),
  /** Why it matched: names of the signals with what they weigh. */
  signals: z.array(z.strictObject({ name: z.string().max(100), weight: z.number() })).max(30),
});
export type DetectionEvidence = z.infer<typeof DetectionEvidence>;

/** A request that did not match, capped and masked in the agent. */
export const SourceRequest = z.strictObject({
  at: LogInstant,
  method: z.string().max(20),
  request: z.string().max(512),
  status: z.int().optional(),
});
export type SourceRequest = z.infer<typeof SourceRequest>;

/** What else the same source did in the window: an attack among successes deserves another look than a lone one. */
export const SourceActivity = z.strictObject({
  requests: z.int().nonnegative(),
  succeeded: z.int().nonnegative(),
  distinctPaths: z.int().nonnegative(),
  /** Some of its other requests, those that were answered with success first, each of another path. */
  examples: z.array(SourceRequest).max(5).optional(),
});
export type SourceActivity = z.infer<typeof SourceActivity>;

/** A match of one pattern by one source within one window: the plan's DetectionReport without what the provider adds. */
export const DetectionFinding = z.strictObject({
  /** The same finding has the same id, however often its window is read: pattern, source and window make it. */
  id: z.string().regex(/^fnd_[A-Za-z0-9_-]{8,64}$/),
  patternId: PatternId,
  patternVersion: z.string().max(20),
  detectionType: DetectionType,
  severity: DetectionSeverity,
  score: z.number().nonnegative(),
  table: TableName,
  detectedAt: Instant,
  firstSeen: LogInstant,
  lastSeen: LogInstant,
  sourceIP: z.string().max(64),
  targetPath: z.string().max(2048),
  host: z.string().max(255).optional(),
  userAgent: z.string().max(500).optional(),
  /** Account or other entity, where the pattern is about one. */
  account: z.string().max(255).optional(),
  /** What makes two matches of the pattern the same attacker's, or the same victim's; the source unless said otherwise. */
  entity: z.enum(["source", "account", "path"]).optional(),
  matchCount: z.int().nonnegative(),
  /** Matched requests that the server answered with success. */
  succeeded: z.int().nonnegative(),
  /** Some of the rows; `matchCount` is how many there are. */
  itemIds: z.array(z.string().max(100)).max(50),
  evidence: z.array(DetectionEvidence).max(5),
  activity: SourceActivity.optional(),
  /** What the customer's own threat intelligence said of the source at that time. */
  threat: ThreatVerdict.optional(),
});
export type DetectionFinding = z.infer<typeof DetectionFinding>;

export const maxFindingsInReport = 500;

/** What a run of Detect read and found. */
export const DetectOutcome = z.object({
  /** Ingestion time that the run covers, half-open. Several where missed intervals were filled. */
  windows: z.array(z.object({ from: Instant, to: Instant })).max(100),
  patterns: z.int().nonnegative(),
  /** Rows in the windows. */
  scanned: z.int().nonnegative(),
  queries: z.int().nonnegative(),
  findings: z.array(DetectionFinding).max(maxFindingsInReport),
  /** Findings beyond the report's limit, the least severe ones. */
  omitted: z.int().nonnegative(),
  /** Findings that an exception hid, by exception. */
  excepted: z.array(z.object({ exceptionId: z.string(), findings: z.int().positive() })).max(500),
  /** Tables of patterns that the workspace does not have or that failed, with a code. */
  skipped: z.array(z.object({ table: TableName, code: z.enum(["missing", "failed", "budget"]) })).max(100),
});
export type DetectOutcome = z.infer<typeof DetectOutcome>;
