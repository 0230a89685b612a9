import { z } from "zod";
import { DocumentId, Instant, TenantId } from "../ids.ts";

export const DetectionType = z.enum(["IPAnomaly", "PathScanning", "PayloadAttack", "AuthAbuse"]);
export type DetectionType = z.infer<typeof DetectionType>;

export const DetectionSeverity = z.enum(["CRITICAL", "HIGH", "MEDIUM", "LOW"]);
export type DetectionSeverity = z.infer<typeof DetectionSeverity>;

/** Id of a pattern: the name of its folder in `kql/patterns`. */
export const PatternId = DocumentId;

/** A pattern as a tenant sees it: what ships, and what the tenant set. */
export const DetectionPattern = z.object({
  id: PatternId,
  tenantId: TenantId,
  patternName: z.string().min(1).max(120),
  description: z.string().max(4000),
  detectionType: DetectionType,
  family: z.string().max(60),
  version: z.string().max(20),
  /** KQL over the pattern's tables, as it could run alone. */
  kqlQuery: z.string().min(1).max(100_000),
  threshold: z.number().nonnegative(),
  /** What the pattern ships with, where that is known: a tenant whose threshold differs has set its own. */
  defaultThreshold: z.number().nonnegative().optional(),
  severity: DetectionSeverity,
  tactics: z.array(z.string().max(60)).max(20),
  techniques: z.array(z.string().max(20)).max(50),
  tables: z.array(z.string().max(64)).min(1).max(20),
  isActive: z.boolean(),
  createdAt: Instant,
});
export type DetectionPattern = z.infer<typeof DetectionPattern>;

/** What a tenant set for one pattern; a pattern without settings is active with its own threshold. */
export const PatternSettings = z.strictObject({
  patternId: PatternId,
  isActive: z.boolean(),
  /** In the unit of the pattern: score, requests a minute, failures an hour. */
  threshold: z.number().positive().max(1_000_000).optional(),
});
export type PatternSettings = z.infer<typeof PatternSettings>;
