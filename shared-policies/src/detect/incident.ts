import { z } from "zod";
import { Instant, LogInstant, TenantId } from "../ids.ts";
import { DetectionSeverity, DetectionType, PatternId } from "./documents.ts";
import { DetectionEvidence, SourceActivity } from "./finding.ts";
import { IncidentAction, IncidentStatus } from "./incident-state.ts";
import { ThreatVerdict } from "./threat.ts";

export const IncidentId = z.string().regex(/^inc_[A-Za-z0-9_-]{8,64}$/);

/** Who did something: an agent's report, a person, or the provider by itself. */
export const Actor = z.object({
  kind: z.enum(["agent", "person", "provider"]),
  id: z.string().max(100),
  name: z.string().max(200).optional(),
});
export type Actor = z.infer<typeof Actor>;

/** One step of an incident's life; the list of them is append-only. */
export const IncidentTransition = z.object({
  action: IncidentAction,
  from: IncidentStatus,
  to: IncidentStatus,
  at: Instant,
  actor: Actor,
  reason: z.string().max(1000),
});
export type IncidentTransition = z.infer<typeof IncidentTransition>;

export const Verdict = z.enum(["falsePositive", "missedAttack", "realAttack"]);
export type Verdict = z.infer<typeof Verdict>;

/** One reason for or against a false positive: `weight` above 0 speaks for it. Text is translated from `code`. */
export const VerdictReason = z.object({
  code: z.string().max(60),
  weight: z.number(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type VerdictReason = z.infer<typeof VerdictReason>;

export const Incident = z.object({
  id: IncidentId,
  tenantId: TenantId,
  createdAt: Instant,
  updatedAt: Instant,
  status: IncidentStatus,
  assignedTeam: z.string().max(120),
  summary: z.string().max(2000),
  resolution: z.string().max(2000),
  resolvedAt: Instant.optional(),
  severity: DetectionSeverity,
  patternId: PatternId,
  patternVersion: z.string().max(20),
  detectionType: DetectionType,
  table: z.string().max(64),
  sourceIP: z.string().max(64),
  account: z.string().max(255).optional(),
  targetPath: z.string().max(2048),
  host: z.string().max(255).optional(),
  userAgent: z.string().max(500).optional(),
  firstSeen: LogInstant,
  lastSeen: LogInstant,
  /** The highest of its findings. */
  score: z.number().nonnegative().optional(),
  matchCount: z.int().nonnegative(),
  succeeded: z.int().nonnegative(),
  /** Findings grouped into it, newest first; older ones beyond the limit are only counted. */
  findingIds: z.array(z.string()).max(200),
  findings: z.int().nonnegative(),
  evidence: z.array(DetectionEvidence).max(10),
  activity: SourceActivity.optional(),
  /** What threat intelligence said of the source when findings last came. */
  threat: ThreatVerdict.optional(),
  reopened: z.int().nonnegative(),
  /** From 0, surely an attack, to 1, surely harmless. */
  falsePositive: z.object({ score: z.number().min(0).max(1), reasons: z.array(VerdictReason).max(20) }),
  verdict: z.object({ verdict: Verdict, at: Instant, actor: Actor, reason: z.string().max(1000) }).optional(),
  transitions: z.array(IncidentTransition).max(200),
});
export type Incident = z.infer<typeof Incident>;
