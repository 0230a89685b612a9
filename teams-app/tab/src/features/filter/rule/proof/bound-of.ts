import {
  type FilterRule,
  keptRate,
  type RuleDryRun,
  ratesOfRules,
  type SamplingConfig,
} from "@logdoctor/shared-policies";

/** Shares are kept in steps of this size. */
const shareStep = 1 / 65_536;

/**
 * The most rows a minute that were to stay when a rule was played. Undefined where no rate bounds it, where nothing was counted, or
 * where the rule or its rate was changed since, so that they no longer give the share of the dry run.
 */
export function boundOf(
  { keptShare, observedPerMinute }: Pick<RuleDryRun, "keptShare" | "observedPerMinute">,
  rule: FilterRule | undefined,
  rates: readonly SamplingConfig[],
): number | undefined {
  if (rule === undefined || observedPerMinute === undefined) return undefined;
  const [rate] = ratesOfRules(rates, [rule]);
  if (rate === undefined) return undefined;
  const { maxPerMinute } = rate;
  const kept = keptRate(rule.samplingRate ?? rate.samplingRate, { maxPerMinute, observedPerMinute });
  return Math.abs(kept - keptShare) <= shareStep ? maxPerMinute : undefined;
}
