import { PreventionRuleType, PreventionThreshold, RecommendedChange, RuleMeasure } from "@logdoctor/shared-policies";
import { z } from "zod";

/** What a finding of the rule is about: a message, a category of logs, what is billed and not stored, or a whole table. */
const RuleSubject = z.enum(["template", "category", "column", "table"]);

/** A rule of `kql/rules`; `id` is the name of its folder. */
export const ShippedRule = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,63}$/),
  name: z.string().min(1).max(120),
  description: z.string().min(1).max(2000),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  ruleType: PreventionRuleType,
  subject: RuleSubject.default("template"),
  /** What is compared with the threshold. */
  measure: RuleMeasure,
  /** Names of tables with commas between, `*_CL` for all custom ones, `*` for all. */
  targetLogCategory: z.string().min(1).max(500),
  /** Which rows of the common shape; absent where the rule looks at tables, not at rows. */
  kqlQuery: z.string().max(10_000).optional(),
  /** Violated by a greater value. */
  threshold: PreventionThreshold,
  /** A group of fewer rows says nothing. */
  leastRows: z.int().positive().default(1),
  change: RecommendedChange,
  recommendedAction: z.string().min(1).max(1000),
});
export type ShippedRule = z.infer<typeof ShippedRule>;

/** Which rows a rule looks at: columns of its own, each of columns before it, and a condition over all of them. */
export interface RulePredicate {
  readonly extends: readonly { readonly name: string; readonly expression: string }[];
  readonly condition: string;
}

/** A rule as it runs: what ships and what a tenant wrote look alike. */
export interface ActiveRule
  extends Pick<
    ShippedRule,
    | "id"
    | "version"
    | "ruleType"
    | "subject"
    | "measure"
    | "targetLogCategory"
    | "threshold"
    | "leastRows"
    | "change"
    | "recommendedAction"
  > {
  /** Absent for a rule that looks at tables. */
  readonly predicate?: RulePredicate;
  /** Whether a tenant wrote it. */
  readonly custom: boolean;
}

const SHIPPED_QUERY = /^LogRecords\s*\|\s*where\s+(.+)$/s;

/** A shipped rule as it runs. Its query is one `where`, so that no parser is needed. Throws RangeError. */
export function activeShipped({ name: _, description: __, kqlQuery, ...rule }: ShippedRule): ActiveRule {
  if (kqlQuery === undefined) return { ...rule, custom: false };
  const condition = SHIPPED_QUERY.exec(kqlQuery.trim())?.[1];
  if (condition === undefined) throw new RangeError(`${rule.id}: the query of a shipped rule is one where`);
  return { ...rule, custom: false, predicate: { extends: [], condition: condition.trim() } };
}

/** Whether the rule reads the rows of a table. */
export function readsTable({ targetLogCategory, predicate }: ActiveRule, table: string): boolean {
  if (predicate === undefined) return false;
  const targets = targetLogCategory.split(",").map((name) => name.trim().toLowerCase());
  const name = table.toLowerCase();
  return targets.some((target) => target === "*" || target === name || (target === "*_cl" && name.endsWith("_cl")));
}
