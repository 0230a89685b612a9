import { z } from "zod";

/** Fields that a signal may look at: what of a request, and in which form. `docs/how-to/write-a-pattern.md` tells of each. */
export const SignalField = z.enum(["uri", "sql", "shell", "trail", "raw", "all", "head", "path", "agent"]);
export type SignalField = z.infer<typeof SignalField>;

const Signal = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/),
  weight: z.int().min(1).max(10),
  field: SignalField,
  /** RE2 over a text in lower case; `{name}` stands for a term. */
  regex: z.string().min(1).max(2000),
});

/** `1m`, `30m`, `1h`, `1d`. */
const Span = z.string().regex(/^[1-9][0-9]{0,2}[mhd]$/);

export const Severity = z.enum(["CRITICAL", "HIGH", "MEDIUM", "LOW"]);
export type Severity = z.infer<typeof Severity>;

/** What the rows of one source within one window must come to. A missing bound does not bind. */
export const Requirement = z.strictObject({
  rows: z.int().positive().optional(),
  distinctPaths: z.int().positive().optional(),
  distinctAccounts: z.int().positive().optional(),
  /** The highest score of one request. */
  score: z.int().positive().optional(),
  /** Of a pattern by path: different addresses that matched; the most matches for each of them on the average; */
  distinctSources: z.int().positive().optional(),
  rowsPerSource: z.int().positive().optional(),
  /** how many of them share one user agent on the average, at least: never so in a table without user agents; */
  sourcesPerAgent: z.int().positive().optional(),
  /** and how many they are of a hundred addresses that asked the host for anything. */
  percentOfVisitors: z.int().positive().max(100).optional(),
  /** One request of this score is enough, whatever the other bounds say. */
  orScore: z.int().positive().optional(),
});
export type Requirement = z.infer<typeof Requirement>;

const DetectionFields = z.strictObject({
  severity: Severity,
  type: z.enum(["IPAnomaly", "PathScanning", "PayloadAttack", "AuthAbuse"]),
  family: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/),
  /** `requests`: tables of HTTP requests; `signins`: SigninLogs. */
  shape: z.enum(["requests", "signins"]),
  /** A request matches when the weights of its signals come to this, or, without signals, when `where` holds. */
  threshold: z.int().min(1).default(5),
  terms: z.record(z.string().regex(/^[a-z]+$/), z.string().min(1).max(4000)).default({}),
  signals: z.array(Signal).default([]),
  /** KQL over the columns of the shape: narrows what signals match, or says alone what matches. */
  where: z.string().min(1).max(2000).optional(),
  /** Matches of one source are one finding per window of this length, by the clock. */
  window: Span,
  /** What makes two matches the same source. By path: those on one host, whoever sent them, named by host and path. */
  groupBy: z.enum(["source", "account", "path"]).default("source"),
  require: Requirement.default({}),
});

/** What Log Doctor adds to Sentinel's shape. */
export const Detection = DetectionFields.refine(
  ({ groupBy, signals, where, require: { percentOfVisitors } }) =>
    (groupBy === "path") === (percentOfVisitors !== undefined) &&
    (groupBy !== "path" || (signals.length === 0 && where !== undefined)),
  "a pattern by path has a condition, no signals, and is compared with the visitors of its host",
);
export type Detection = z.infer<typeof Detection>;

const EntityMapping = z.object({
  entityType: z.string(),
  fieldMappings: z.array(z.object({ identifier: z.string(), columnName: z.string() })).min(1),
});

/** The shape of an analytics rule of Microsoft Sentinel: https://github.com/Azure/Azure-Sentinel/wiki/Query-Style-Guide */
export const SentinelRule = z.looseObject({
  id: z.string().min(1),
  name: z.string().min(1).max(120),
  description: z.string().min(1).max(4000),
  severity: z.enum(["High", "Medium", "Low", "Informational"]),
  status: z.string().default("Available"),
  requiredDataConnectors: z.array(z.object({ connectorId: z.string(), dataTypes: z.array(z.string()) })).default([]),
  queryFrequency: Span,
  queryPeriod: Span,
  triggerOperator: z.enum(["gt", "lt", "eq", "ne"]),
  triggerThreshold: z.int().min(0),
  tactics: z.array(z.string()).default([]),
  relevantTechniques: z.array(z.string()).default([]),
  query: z.string().min(1),
  entityMappings: z.array(EntityMapping).default([]),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  kind: z.literal("Scheduled"),
});
export type SentinelRule = z.infer<typeof SentinelRule>;

/** A pattern: `id` is the name of its folder. */
export const Pattern = SentinelRule.extend({ logDoctor: Detection });
export type Pattern = z.infer<typeof Pattern>;
