import { z } from "zod";
import { AgentId, DocumentId, Instant, TenantId } from "../ids.ts";

export const PreventionRuleType = z.enum(["LevelCheck", "FrequencyCheck", "SizeCheck"]);
export type PreventionRuleType = z.infer<typeof PreventionRuleType>;

export const PreventionRule = z.object({
  id: DocumentId,
  tenantId: TenantId,
  ruleName: z.string().min(1).max(120),
  ruleType: PreventionRuleType,
  targetLogCategory: z.string().min(1).max(120),
  kqlQuery: z.string().min(1).max(10_000),
  threshold: z.int().nonnegative(),
  recommendedAction: z.string().min(1).max(1000),
  isActive: z.boolean(),
  createdAt: Instant,
});
export type PreventionRule = z.infer<typeof PreventionRule>;

export const AnalysisReport = z.object({
  id: z.string(),
  agentId: AgentId,
  tenantId: TenantId,
  analyzedAt: Instant,
  ruleId: DocumentId,
  currentValue: z.int().nonnegative(),
  threshold: z.int().nonnegative(),
  isViolation: z.boolean(),
  detail: z.string().max(2000),
});
export type AnalysisReport = z.infer<typeof AnalysisReport>;

export const AlertHistory = z.object({
  id: z.string(),
  sentAt: Instant,
  tenantId: TenantId,
  channel: z.string(),
  violationCount: z.int().nonnegative(),
  reportSummary: z.string().max(2000),
});
export type AlertHistory = z.infer<typeof AlertHistory>;
