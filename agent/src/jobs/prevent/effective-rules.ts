import type { ActiveRule } from "@logdoctor/kql-prevent";
import {
  type BrokenRule,
  measureOf,
  type PreventionRule,
  type PreventPolicies,
  type RecommendedChange,
} from "@logdoctor/shared-policies";
import type { RuleKit } from "./ports.ts";

export interface EffectiveRules {
  readonly rules: readonly ActiveRule[];
  readonly broken: readonly BrokenRule[];
}

/** Characters of all rules of a tenant together: they share one query. */
const ownTextMax = 200_000;

function lengthOf({ predicate }: ActiveRule): number {
  const columns = (predicate?.extends ?? []).map(({ name, expression }) => `${name}${expression}`);
  return columns.join("").length + (predicate?.condition.length ?? 0);
}

const changes = {
  LevelCheck: "raise-level",
  FrequencyCheck: "sample",
  SizeCheck: "truncate",
} as const satisfies Record<string, RecommendedChange>;

/**
 * The rules that are on: those that ship, each with the threshold that the tenant set, and the tenant's own that pass the
 * check. The provider checked them when they were saved; what runs in the customer's tenant is checked there again.
 */
export async function effectiveRules(kit: RuleKit, policies: PreventPolicies | undefined): Promise<EffectiveRules> {
  const settings = new Map((policies?.settings ?? []).map((one) => [one.ruleId, one]));
  const shipped = kit.rules.flatMap((rule) => {
    const set = settings.get(rule.id);
    return set?.isActive === false ? [] : [{ ...rule, threshold: set?.threshold ?? rule.threshold }];
  });
  const taken = new Set(kit.rules.map(({ id }) => id));
  const rules: ActiveRule[] = [...shipped];
  const broken: BrokenRule[] = [];
  let left = ownTextMax;
  for (const [place, rule] of (policies?.rules ?? []).entries()) {
    if (!rule.isActive) continue;
    const made = taken.has(rule.id)
      ? brokenRule(rule.id, "not-allowed", "A rule that ships has this id")
      : await ownRule(kit, rule, place);
    taken.add(rule.id);
    left -= "code" in made ? 0 : lengthOf(made);
    if ("code" in made) broken.push(made);
    else if (left < 0) broken.push(brokenRule(rule.id, "too-expensive", "All rules together are too long for a query"));
    else rules.push(made);
  }
  return { rules, broken };
}

async function ownRule(kit: RuleKit, rule: PreventionRule, place: number): Promise<ActiveRule | BrokenRule> {
  const { id, ruleType } = rule;
  if (ruleType === "UsageCheck") return brokenRule(id, "not-allowed", "Only rules that ship look at tables");
  const check = await kit.check(rule.kqlQuery, `Own${place}`);
  if (!check.ok) {
    const [first] = check.diagnostics;
    return brokenRule(id, codeOf(first?.code ?? ""), first?.message ?? "The query is no rule");
  }
  return {
    id,
    version: "own",
    ruleType,
    subject: "template",
    measure: measureOf(ruleType),
    targetLogCategory: rule.targetLogCategory,
    threshold: rule.threshold,
    leastRows: 1,
    change: changes[ruleType],
    recommendedAction: rule.recommendedAction,
    predicate: check.predicate,
    custom: true,
  };
}

function codeOf(diagnostic: string): BrokenRule["code"] {
  if (diagnostic.startsWith("KS")) return "does-not-bind";
  return ["TooExpensive", "TooLong", "TooDeep"].includes(diagnostic) ? "too-expensive" : "not-allowed";
}

/** A rule that was not applied, and why. */
export function brokenRule(ruleId: string, code: BrokenRule["code"], message: string): BrokenRule {
  return { ruleId, code, message: message.slice(0, 500) };
}
