import type { Holidays } from "@logdoctor/shared-policies";
import type { ShippedPreventionRule } from "../prevent-rules/rule-store.ts";

function aRule(id: string, over: Partial<ShippedPreventionRule>): ShippedPreventionRule {
  return {
    ...{ id, ruleName: id, description: "A rule for tests", version: "1.0.0", ruleType: "LevelCheck" },
    ...{ targetLogCategory: "*", kqlQuery: "LogRecords | where Level == 'Debug'", threshold: 0, change: "raise-level" },
    ...{ recommendedAction: "Raise the level.", createdAt: "2026-11-01T00:00:00Z" },
    ...over,
  };
}

/** Two rules, in place of those that ship. */
export const testRules: readonly ShippedPreventionRule[] = [
  aRule("debug-in-prod", {}),
  aRule("high-frequency-log", { ruleType: "FrequencyCheck", threshold: 100, change: "rate-limit" }),
];

/** A Korean holiday on the test clock's second day. */
export function testHolidays(): Holidays {
  return { KR: new Set(["2026-11-11"]), JP: new Set() };
}
