import { z } from "zod";
import { AgentId, DocumentId, Instant, TenantId } from "../ids.ts";

export const FilterType = z.enum(["Source", "Keyword", "Category", "Sampling"]);
export type FilterType = z.infer<typeof FilterType>;

export const FilterRule = z.object({
  id: DocumentId,
  tenantId: TenantId,
  ruleName: z.string().min(1).max(120),
  filterType: FilterType,
  matchPattern: z.string().min(1).max(4000),
  action: z.enum(["DROP", "SAMPLE"]),
  priority: z.int().min(0).max(10_000),
  isActive: z.boolean(),
  createdAt: Instant,
  createdBy: z.string().max(200),
});
export type FilterRule = z.infer<typeof FilterRule>;

export const FilterStatistics = z.object({
  id: z.string(),
  agentId: AgentId,
  tenantId: TenantId,
  periodStart: Instant,
  periodEnd: Instant,
  ruleId: DocumentId,
  totalProcessed: z.int().nonnegative(),
  totalDropped: z.int().nonnegative(),
  totalPassed: z.int().nonnegative(),
  /** 0 to 1. */
  dropRate: z.number().min(0).max(1),
});
export type FilterStatistics = z.infer<typeof FilterStatistics>;

export const SamplingConfig = z.object({
  id: DocumentId,
  tenantId: TenantId,
  targetCategory: z.string().min(1).max(120),
  /** Share of rows kept, 0 to 1. */
  samplingRate: z.number().min(0).max(1),
  maxPerMinute: z.int().positive(),
  isActive: z.boolean(),
});
export type SamplingConfig = z.infer<typeof SamplingConfig>;
