import {
  createPreventionRule,
  deletePreventionRule,
  listPreventionRules,
  type PreventionRuleInput,
  StoredPreventionRule,
  setShippedRule,
  updatePreventionRule,
  validatePreventionRule,
} from "@logdoctor/shared-policies";
import { testTenant } from "@logdoctor/shared-policies/testing";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { defaultLimits } from "../deps.ts";
import { bothStores } from "../testing/both-stores.ts";
import { bundleOf } from "../testing/bundle-of.ts";
import { type World, worldOn } from "../testing/incident-world.ts";
import { testApp } from "../testing/index.ts";
import { shownShipped } from "./rule-store.ts";
import { shippedRules } from "./shipped-rules.ts";

function aRule(over: Partial<PreventionRuleInput> = {}): PreventionRuleInput {
  return {
    ...{ ruleName: "Noisy cart", ruleType: "LevelCheck", targetLogCategory: "AppTraces", threshold: 10 },
    ...{ kqlQuery: 'LogRecords | where Service == "cart"', recommendedAction: "Log less.", isActive: true },
    ...over,
  };
}

describe.each(bothStores)("rules of Prevent on %s", (_, open) => {
  let world: World;
  let admin: string;
  beforeEach(async () => {
    world = await worldOn(open);
    admin = await world.provider.admin();
  });
  afterEach(() => world.store.close());

  const list = async () => (await world.provider.call(admin, listPreventionRules)).data.items;
  const create = (over: Partial<PreventionRuleInput> = {}) =>
    world.provider.call(admin, createPreventionRule, { body: aRule(over) });

  test("those that ship can be switched off and set, and the bundle says so", async () => {
    const [shipped] = await list();
    expect(shipped).toMatchObject({ id: "debug-in-prod", origin: "shipped", isActive: true, defaultThreshold: 0 });
    const before = await bundleOf(world.provider, world.agent);
    expect(before.policies).not.toHaveProperty("prevent");
    const input = { params: { id: "debug-in-prod" }, body: { isActive: true, threshold: 50 } };
    await world.provider.call(admin, setShippedRule, { ...input, ifMatch: shipped?.etag ?? "" });
    expect((await list())[0]).toMatchObject({ threshold: 50, defaultThreshold: 0 });
    await expect(
      world.provider.call(admin, setShippedRule, { ...input, ifMatch: shipped?.etag ?? "" }),
    ).rejects.toMatchObject({ problem: { code: "precondition-failed" } });
  });

  test("one of their own lives from creation to deletion, and agents get it while it is active", async () => {
    const { data: rule } = await create();
    expect(rule).toMatchObject({ origin: "custom", isActive: true });
    const { bundleVersion, policies } = await bundleOf(world.provider, world.agent);
    expect(policies.prevent?.rules.map(({ id }) => id)).toEqual([rule.id]);
    expect(bundleVersion).toBe(2);
    const change = { params: { id: rule.id }, body: aRule({ isActive: false }) };
    const { data: changed } = await world.provider.call(admin, updatePreventionRule, { ...change, ifMatch: rule.etag });
    await expect(
      world.provider.call(admin, updatePreventionRule, { ...change, ifMatch: rule.etag }),
    ).rejects.toMatchObject({ problem: { code: "precondition-failed" } });
    await world.provider.call(admin, deletePreventionRule, { params: { id: rule.id }, ifMatch: changed.etag });
    expect(await list()).toHaveLength(2);
  });

  test("a tenant sees its own alone", async () => {
    const stranger = await world.provider.admin("2b6f0a34-1d0e-4f7b-8f3c-5a7d9c1e2f40");
    await create();
    expect((await world.provider.call(stranger, listPreventionRules)).data.items).toHaveLength(2);
  });

  test.each([
    ["does not bind", 'LogRecords | where Servise == "cart"'],
    ["matches everything", "LogRecords | where true"],
    ["reads elsewhere", "AppTraces | where true"],
    ["does more than look", 'LogRecords | where Service == "cart" | summarize count()'],
    ["is no KQL", "LogRecords | where ("],
  ])("one that %s is refused with where and why", async (_name, kqlQuery) => {
    const refused = create({ kqlQuery });
    await expect(refused).rejects.toMatchObject({
      problem: {
        code: "rule-refused",
        errors: expect.arrayContaining([
          expect.objectContaining({ pointer: "/kqlQuery", detail: expect.stringMatching(/line \d+, column \d+/) }),
        ]),
      },
    });
    const { data } = await world.provider.call(admin, validatePreventionRule, { body: aRule({ kqlQuery }) });
    expect(data.diagnostics.length).toBeGreaterThan(0);
    expect(await list()).toHaveLength(2);
  });

  test("one that is too expensive is refused", async () => {
    const costly = Array.from({ length: 200 }, (_, i) => `Message matches regex "(a|b)*${i}"`).join(" or ");
    await expect(create({ kqlQuery: `LogRecords | where ${costly}` })).rejects.toMatchObject({
      problem: { code: "rule-refused" },
    });
  });

  test("a good one has no diagnostics, and is not stored by being checked", async () => {
    const { data } = await world.provider.call(admin, validatePreventionRule, { body: aRule() });
    expect(data.diagnostics).toEqual([]);
    expect(await list()).toHaveLength(2);
  });
});

test("every rule that ships is one that the contract can show, and the plan's four are there", () => {
  const rules = shippedRules();
  for (const rule of rules) StoredPreventionRule.parse(shownShipped(rule, testTenant, undefined));
  expect(rules.map(({ id }) => id)).toEqual(
    expect.arrayContaining(["debug-in-prod", "high-frequency-log", "oversized-entry", "unused-trace"]),
  );
});

test("a tenant keeps no more rules than its share", async () => {
  const provider = await testApp({ limits: { ...defaultLimits, preventionRulesPerTenant: 1 } });
  const admin = await provider.admin();
  await provider.call(admin, createPreventionRule, { body: aRule() });
  await expect(provider.call(admin, createPreventionRule, { body: aRule() })).rejects.toMatchObject({
    problem: { code: "conflict" },
  });
});
