import { PreventionRuleInput, PreventionThreshold, type StoredPreventionRule } from "@logdoctor/shared-policies";

export interface RuleChange {
  readonly isActive: boolean;
  readonly threshold: number;
}

/** What to store for a rule that ships. Its own threshold is left out, so that a later version of it can bring another. */
export function settingsFor(
  { defaultThreshold }: Pick<StoredPreventionRule, "defaultThreshold">,
  { isActive, threshold }: RuleChange,
): { isActive: boolean; threshold?: number } {
  return threshold === defaultThreshold ? { isActive } : { isActive, threshold };
}

/** The parts of the tenant's own rule that a person may set. */
export function inputOf(rule: StoredPreventionRule): PreventionRuleInput {
  const { ruleName, ruleType, targetLogCategory, kqlQuery, threshold, recommendedAction, isActive } = rule;
  const input = { ruleName, ruleType, targetLogCategory, kqlQuery, threshold, recommendedAction, isActive };
  return PreventionRuleInput.parse(input);
}

/** The threshold that was typed, or undefined where it is none: agents count in whole numbers. */
export function thresholdOf(text: string): number | undefined {
  const trimmed = text.trim();
  return /^\d{1,10}$/.test(trimmed) ? PreventionThreshold.safeParse(Number(trimmed)).data : undefined;
}
