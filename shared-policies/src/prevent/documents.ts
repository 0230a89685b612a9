import { z } from "zod";
import { AgentId, DocumentId, Instant, TableName, TenantId } from "../ids.ts";

/**
 * The plan's three checks look at rows. `UsageCheck` looks at the workspace itself: columns that are billed and not stored,
 * verbose categories of diagnostic settings, tables that nobody queries.
 */
export const PreventionRuleType = z.enum(["LevelCheck", "FrequencyCheck", "SizeCheck", "UsageCheck"]);
export type PreventionRuleType = z.infer<typeof PreventionRuleType>;

export const PreventionSeverity = z.enum(["HIGH", "MEDIUM", "LOW"]);
export type PreventionSeverity = z.infer<typeof PreventionSeverity>;

/**
 * Unit of a threshold, by rule type: rows of one template and resource in the window (`LevelCheck`), rows of it in one hour
 * (`FrequencyCheck`), KB of 1,024 bytes of one row (`SizeCheck`), percent or days as the rule says (`UsageCheck`).
 */
export const PreventionThreshold = z.int().nonnegative().max(1_000_000_000);

/** What a person may set of a rule of their own. */
export const PreventionRuleInput = z.strictObject({
  ruleName: z.string().min(1).max(120),
  ruleType: PreventionRuleType.exclude(["UsageCheck"]),
  /** Tables that the rule reads; `*` reads every table that it fits. */
  targetLogCategory: z.string().min(1).max(120),
  /** `LogRecords | where ...`: which rows of the common shape the rule looks at. Nothing but `where` and `extend`. */
  kqlQuery: z.string().min(1).max(10_000),
  threshold: PreventionThreshold,
  recommendedAction: z.string().min(1).max(1000),
  isActive: z.boolean(),
});
export type PreventionRuleInput = z.infer<typeof PreventionRuleInput>;

export const PreventionRule = PreventionRuleInput.extend({
  id: DocumentId,
  tenantId: TenantId,
  ruleType: PreventionRuleType,
  createdAt: Instant,
});
export type PreventionRule = z.infer<typeof PreventionRule>;

/** What a tenant set for a rule that ships; one without settings is active with its own threshold. */
export const RuleSettings = z.strictObject({
  ruleId: DocumentId,
  isActive: z.boolean(),
  threshold: PreventionThreshold.optional(),
});
export type RuleSettings = z.infer<typeof RuleSettings>;

/** What a bundle says to Prevent. */
export const PreventPolicies = z.strictObject({
  settings: z.array(RuleSettings).max(500),
  rules: z.array(PreventionRule).max(200),
});
export type PreventPolicies = z.infer<typeof PreventPolicies>;

/** How one rule fared in one run: its worst value, whether or not that violates it. */
export const AnalysisReport = z.object({
  id: z.string(),
  agentId: AgentId,
  tenantId: TenantId,
  analyzedAt: Instant,
  ruleId: DocumentId,
  currentValue: z.number().nonnegative(),
  threshold: PreventionThreshold,
  isViolation: z.boolean(),
  detail: z.string().max(2000),
});
export type AnalysisReport = z.infer<typeof AnalysisReport>;

/** A message about findings that was sent, or held back with the reason. */
export const AlertHistory = z.object({
  id: z.string(),
  sentAt: Instant,
  tenantId: TenantId,
  channel: z.string(),
  violationCount: z.int().nonnegative(),
  reportSummary: z.string().max(2000),
  tables: z.array(TableName).max(100).optional(),
});
export type AlertHistory = z.infer<typeof AlertHistory>;
