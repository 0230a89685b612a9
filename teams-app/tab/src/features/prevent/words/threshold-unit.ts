import type { PreventionRuleType, RecommendedChange } from "@logdoctor/shared-policies";

export type ThresholdUnit = "rows" | "perHour" | "duplicates" | "kilobytes" | "percent" | "days";

const units: Record<PreventionRuleType, ThresholdUnit> = {
  LevelCheck: "rows",
  FrequencyCheck: "perHour",
  SizeCheck: "kilobytes",
  UsageCheck: "percent",
};

/** In what a rule's threshold counts: its type says so, but for what it asks to change at two rules that ship. */
export function thresholdUnit(rule: {
  readonly ruleType: PreventionRuleType;
  readonly change?: RecommendedChange | undefined;
}): ThresholdUnit {
  if (rule.change === "log-once") return "duplicates";
  if (rule.change === "lower-table-plan") return "days";
  return units[rule.ruleType];
}
