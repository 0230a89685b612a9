import type { FilterRule, SamplingConfig } from "./documents.ts";

type Sampled = Pick<FilterRule, "id" | "ruleName" | "action" | "table">;

/** Whether a rate is that of a rule. One of no rule drops nothing: only rules are tested, proved and approved. */
export function isRateOf(
  { targetCategory, table }: Pick<SamplingConfig, "targetCategory" | "table">,
  rule: Sampled,
): boolean {
  if (rule.action !== "SAMPLE" || (table !== undefined && table !== rule.table)) return false;
  return targetCategory === rule.id || targetCategory === rule.ruleName;
}

/**
 * The rates of some rules, each for the table of its rule and at most one for a rule. Whoever compiles rules takes these alone: a rate
 * beside them would sample a category by itself.
 */
export function ratesOfRules(rates: readonly SamplingConfig[], rules: readonly Sampled[]): SamplingConfig[] {
  const active = rates.filter(({ isActive }) => isActive);
  const found = rules.flatMap((rule): SamplingConfig[] => {
    const rate = active.find((one) => isRateOf(one, rule));
    return rate === undefined ? [] : [{ ...rate, ...(rule.table === undefined ? {} : { table: rule.table }) }];
  });
  return [...new Map(found.map((rate) => [`${rate.id} ${rate.table}`, rate])).values()];
}

/** The share kept of what matches, 0 to 1: no more than `maxPerMinute` of what was observed, where both are known. */
export function keptRate(
  samplingRate: number,
  {
    maxPerMinute,
    observedPerMinute = 0,
  }: { maxPerMinute?: number | undefined; observedPerMinute?: number | undefined },
): number {
  if (maxPerMinute === undefined || observedPerMinute <= 0) return samplingRate;
  return Math.min(samplingRate, maxPerMinute / observedPerMinute);
}
