import { z } from "zod";
import { FilterRule, FilterType, SamplingConfig } from "./documents.ts";

/** What is not said in a file: nobody's tenant, and the day on which the plan was written down. */
const nobody = "00000000-0000-0000-0000-000000000000";
const unsaid = "2026-01-01T00:00:00Z";

/** `10% SAMPLE`, as the plan writes an action. */
const percentSample = /^(\d{1,3}(?:\.\d+)?)\s*%\s*SAMPLE$/i;

const RuleId = z.string().regex(/^[A-Za-z0-9][\w.:-]{0,63}$/, "1 to 64 characters: letters, digits, - _ . :");
const StoredRule = FilterRule.omit({ id: true, tenantId: true });

const FileRule = z
  .strictObject({
    ...StoredRule.shape,
    id: RuleId.optional(),
    tenantId: z.string().max(100).default(nobody),
    filterType: z.preprocess(typeName, FilterType),
    action: z.union([z.enum(["DROP", "SAMPLE"]), z.string().regex(percentSample, "DROP, SAMPLE, or 10% SAMPLE")]),
    priority: StoredRule.shape.priority.default(100),
    isActive: z.boolean().default(true),
    createdAt: z.string().default(unsaid),
    createdBy: z.string().max(200).default(""),
  })
  .transform(({ id, action, ...rule }) => {
    const percent = percentSample.exec(action)?.[1];
    const rate = percent === undefined ? {} : { samplingRate: rule.samplingRate ?? Number(percent) / 100 };
    return { id: id ?? idOf(rule.ruleName), ...rule, action: action === "DROP" ? "DROP" : "SAMPLE", ...rate } as const;
  });

const FileSampling = z
  .strictObject({
    ...SamplingConfig.shape,
    id: RuleId.optional(),
    tenantId: z.string().max(100).default(nobody),
    /** 0 sets no bound: the reading that drops fewer rows. */
    maxPerMinute: z.int().nonnegative().optional(),
    isActive: z.boolean().default(true),
  })
  .transform(({ id, maxPerMinute, ...config }) => {
    const bound = maxPerMinute === 0 ? {} : { maxPerMinute };
    return { id: id ?? idOf(`sample-${config.targetCategory}`), ...config, ...bound };
  });

/**
 * A file of rules: FilterRule and SamplingConfig with the plan's fields, where ids, tenant, creation, priority and `isActive`
 * may be missing. Fields that nobody knows are refused by name: a misspelt one would drop other rows.
 */
export const RulesFile = z.strictObject({
  rules: z.array(FileRule).max(1000).default([]),
  sampling: z.array(FileSampling).max(1000).default([]),
});
export type RulesFile = z.infer<typeof RulesFile>;

/** What a filter is made of, from a file or from the provider. */
export interface RuleDocument
  extends Pick<FilterRule, "ruleName" | "filterType" | "action" | "priority" | "isActive">,
    Partial<Pick<FilterRule, "table" | "matchMode" | "samplingRate" | "expiresAt" | "state" | "observedPerMinute">> {
  readonly id: string;
  readonly matchPattern: string | readonly string[];
  readonly columns?: readonly string[] | undefined;
}

export interface SamplingDocument
  extends Pick<SamplingConfig, "targetCategory" | "samplingRate" | "isActive" | "table"> {
  readonly id: string;
  readonly maxPerMinute?: number | undefined;
}

function typeName(value: unknown): unknown {
  if (typeof value !== "string") return value;
  return FilterType.options.find((name) => name.toLowerCase() === value.toLowerCase()) ?? value;
}

function idOf(name: string): string {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return slug === "" ? "rule" : slug.slice(0, 64);
}
