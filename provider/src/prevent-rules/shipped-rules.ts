import { loadRules, type ShippedRule } from "@logdoctor/kql-prevent";
import type { ShippedPreventionRule } from "./rule-store.ts";

/** When the rules that ship first did. */
const shippedAt = "2026-11-21T00:00:00Z";

/** The rules of `kql/rules`, as tenants see them before they set anything. */
export function shippedRules(): ShippedPreventionRule[] {
  return loadRules().map(shippedOf);
}

function shippedOf(rule: ShippedRule): ShippedPreventionRule {
  const { id, name, description, version, ruleType, targetLogCategory, threshold, change, recommendedAction } = rule;
  return {
    ...{ id, ruleName: name, description, version, ruleType, threshold, change, recommendedAction },
    ...{ targetLogCategory: targetLogCategory.slice(0, 120), kqlQuery: rule.kqlQuery ?? "", createdAt: shippedAt },
  };
}
