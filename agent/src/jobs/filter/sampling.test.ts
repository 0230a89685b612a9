import { afterEach, beforeEach, expect, test } from "vitest";
import { aFilterRule, type FilterWorld, filteredTable, filterWorld } from "../../testing/filter-world.ts";

let one: FilterWorld;
beforeEach(async () => {
  one = await filterWorld();
});
afterEach(() => one.close());

type Rule = ReturnType<typeof aFilterRule>;

const sampled = (over: Partial<Rule> = {}): Rule =>
  aFilterRule({
    ...{ id: "status", ruleName: "/status", filterType: "Sampling", matchPattern: "/status", action: "SAMPLE" },
    ...over,
  });

function rate(over: object = {}) {
  const base = { id: "rate", targetCategory: "/status", samplingRate: 0.5, maxPerMinute: 60, isActive: true };
  return { ...base, tenantId: aFilterRule().tenantId, table: filteredTable, ...over };
}

test("the rate of a rule that is only tested samples nothing beside the rules in force", async () => {
  one.policies.rules.push(aFilterRule(), sampled({ state: "Testing" }));
  one.policies.sampling.push(rate());
  await one.load([{ TimeGenerated: "2026-10-31T23:30:00Z", CsUriStem: "/healthz", _ItemId: "h", _BilledSize: 500 }]);
  one.policies.options.dangerDropRate = 1;
  Object.assign(one.deps.settings, { ceiling: { ...one.deps.settings.ceiling, maxDropRate: 1 } });
  const { tables, certificates } = await one.run();
  expect(tables).toMatchObject([{ state: "pending", ruleIds: ["health"] }]);
  expect(one.stored()).toContain("/healthz");
  expect(one.stored()).not.toContain("/status");
  expect(certificates.map(({ rules }) => rules.map(({ ruleId }) => ruleId))).toEqual([
    ["health", "status"],
    ["health"],
  ]);
});
