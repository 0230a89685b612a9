import { z } from "zod";
import { AgentId, DocumentId, Instant, TenantId } from "../ids.ts";

export const DetectionType = z.enum(["IPAnomaly", "PathScanning", "PayloadAttack", "AuthAbuse"]);
export type DetectionType = z.infer<typeof DetectionType>;

export const DetectionSeverity = z.enum(["CRITICAL", "HIGH", "MEDIUM", "LOW"]);
export type DetectionSeverity = z.infer<typeof DetectionSeverity>;

export const DetectionPattern = z.object({
  id: DocumentId,
  tenantId: TenantId,
  patternName: z.string().min(1).max(120),
  detectionType: DetectionType,
  kqlQuery: z.string().min(1).max(10_000),
  threshold: z.int().nonnegative(),
  severity: DetectionSeverity,
  isActive: z.boolean(),
  createdAt: Instant,
});
export type DetectionPattern = z.infer<typeof DetectionPattern>;

export const DetectionReport = z.object({
  id: z.string(),
  agentId: AgentId,
  tenantId: TenantId,
  detectedAt: Instant,
  patternId: DocumentId,
  sourceIP: z.string().max(64),
  targetPath: z.string().max(2048),
  matchCount: z.int().nonnegative(),
  severity: DetectionSeverity,
  /** Capped and masked in the agent. */
  rawEvidence: z.string().max(8192),
});
export type DetectionReport = z.infer<typeof DetectionReport>;

export const IncidentStatus = z.enum([
  "Detected",
  "Open",
  "Investigating",
  "Blocking",
  "FalsePositive",
  "Resolved",
  "PatternUpdated",
]);
export type IncidentStatus = z.infer<typeof IncidentStatus>;

export const Incident = z.object({
  id: z.string(),
  tenantId: TenantId,
  createdAt: Instant,
  status: IncidentStatus,
  assignedTeam: z.string().max(120),
  summary: z.string().max(2000),
  resolution: z.string().max(2000),
  resolvedAt: Instant.optional(),
});
export type Incident = z.infer<typeof Incident>;
