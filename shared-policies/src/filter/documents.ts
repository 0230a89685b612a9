import { z } from "zod";
import { AgentId, DocumentId, Instant, TableName, TenantId } from "../ids.ts";

export const FilterType = z.enum(["Source", "Keyword", "Category", "Sampling"]);
export type FilterType = z.infer<typeof FilterType>;

/** The plan's lifecycle (4-5). */
export const FilterState = z.enum(["Draft", "Testing", "Active", "Monitoring", "Review", "Disabled"]);
export type FilterState = z.infer<typeof FilterState>;

const pattern = z.string().min(1).max(4000);

/** One value, or several of which any may match. */
export const MatchPattern = z.union([pattern, z.array(pattern).min(1).max(1000)]);
export type MatchPattern = z.infer<typeof MatchPattern>;

/**
 * How a keyword is found, always without regard to case. `Term`: where it begins or ends with a letter or digit of ASCII, none
 * stands beside it, as KQL's `has` asks; `.js` is then not in `data.json`. `Text` finds it within words too, as `contains` does.
 */
export const MatchMode = z.enum(["Term", "Text"]);
export type MatchMode = z.infer<typeof MatchMode>;

/** A column, or a place in a dynamic one: `Message`, `Properties.CategoryName`. */
const ColumnPath = z.string().min(1).max(200);

/** What a person decides about a rule. */
const ruleFields = {
  ruleName: z.string().min(1).max(120),
  filterType: FilterType,
  matchPattern: MatchPattern,
  /** SAMPLE drops a share of what matches, DROP all of it. */
  action: z.enum(["DROP", "SAMPLE"]),
  /** Rules of one type are asked in rising order. */
  priority: z.int().min(0).max(10_000),
  isActive: z.boolean(),
  /** The table whose rows the rule is for; without one, whatever table the rules are compiled for. */
  table: TableName.optional(),
  /** Where to look; without them, what `filterType` looks at in that table. */
  columns: z.array(ColumnPath).min(1).max(10).optional(),
  /** Without it, `Term`. */
  matchMode: MatchMode.optional(),
  /** Share of the matching rows that is kept, 0 to 1; for SAMPLE. */
  samplingRate: z.number().min(0).max(1).optional(),
  /** From then on the rule drops nothing. */
  expiresAt: Instant.optional(),
};

export const FilterRule = z.object({
  id: DocumentId,
  tenantId: TenantId,
  ...ruleFields,
  /** Where the rule stands in its lifecycle; rules outside of a provider have none. */
  state: FilterState.optional(),
  /** Rows a minute that match a rule that samples, as its test counted them: where its rate has `maxPerMinute`, they lower it. */
  observedPerMinute: z.number().nonnegative().optional(),
  createdAt: Instant,
  createdBy: z.string().max(200),
});
export type FilterRule = z.infer<typeof FilterRule>;

/** What a person sends to write a rule. */
export const FilterRuleInput = z.strictObject(ruleFields);
export type FilterRuleInput = z.infer<typeof FilterRuleInput>;

export const FilterStatistics = z.object({
  id: z.string(),
  agentId: AgentId,
  tenantId: TenantId,
  periodStart: Instant,
  periodEnd: Instant,
  /** Id of a FilterRule or of a SamplingConfig. */
  ruleId: DocumentId,
  totalProcessed: z.int().nonnegative(),
  totalDropped: z.int().nonnegative(),
  /** Where the number was told from a sample: the bounds between which it lies with 95 % confidence. */
  droppedLow: z.int().nonnegative().optional(),
  droppedHigh: z.int().nonnegative().optional(),
  totalPassed: z.int().nonnegative(),
  /** 0 to 1. */
  dropRate: z.number().min(0).max(1),
});
export type FilterStatistics = z.infer<typeof FilterStatistics>;

export const SamplingConfig = z.object({
  id: DocumentId,
  tenantId: TenantId,
  /** A value of the category column, a path beginning with `/`, or the id or name of the sampling rule that this is the rate of. */
  targetCategory: z.string().min(1).max(120),
  /** Share of rows kept, 0 to 1. */
  samplingRate: z.number().min(0).max(1),
  /** Most rows a minute to keep, those that are held out aside: where the test of its rule observed more, the rate sinks. */
  maxPerMinute: z.int().positive(),
  isActive: z.boolean(),
  table: TableName.optional(),
});
export type SamplingConfig = z.infer<typeof SamplingConfig>;
