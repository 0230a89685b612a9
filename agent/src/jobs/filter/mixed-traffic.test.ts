import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fakeRuleId } from "../../testing/fake-collection-rules.ts";
import { aFilterRule, type FilterWorld, filterWorld } from "../../testing/filter-world.ts";
import { WorkspaceError } from "../retain/ports.ts";

const minute = 60_000;
const week = 7 * 24 * 60 * minute;
let one: FilterWorld;
beforeEach(async () => {
  one = await filterWorld();
  // 60 of 100 rows are to go.
  await one.load([...rows(60, "/healthz"), ...rows(40, "/item")]);
});
afterEach(() => one.close());

function rows(count: number, CsUriStem: string): object[] {
  return Array.from({ length: count }, () => ({ TimeGenerated: "2026-10-31T23:30:00Z", CsUriStem, _BilledSize: 500 }));
}

/** A filter that has stood for two hours in a rule with another flow. */
async function standing(otherText?: string): Promise<string> {
  const rule = JSON.parse(one.stored());
  const transform = otherText === undefined ? {} : { transformKql: otherText };
  rule.properties.dataFlows.push({ streams: ["Microsoft-Table-Syslog"], destinations: ["la"], ...transform });
  one.rules.stored.set(fakeRuleId, rule);
  const before = one.stored();
  one.policies.rules.push(aFilterRule());
  await one.run();
  expect(one.stored()).toContain("/healthz");
  one.world.clock.advance(120 * minute);
  return before;
}

/** Rows that came of late, with as many of the same kind a week before. */
async function stored(health: number, items: number, itemsBefore = items): Promise<void> {
  await one.load([...rows(health, "/healthz"), ...rows(items, "/item")], 35 * minute);
  await one.load(rows(itemsBefore, "/item"), week + 35 * minute);
}

const traffic = (dropped: number, errors = 0) => ({ received: 100_000, dropped, errors });

describe("beside a flow that drops nothing", () => {
  test("what is dropped and what is stored tell the rate", async () => {
    await standing();
    await stored(0, 200);
    one.rules.traffics = traffic(300);
    expect((await one.run()).tables).toMatchObject([{ state: "verified", observedDropRate: 0.6 }]);
  });

  test.each([
    ["nothing goes", [120, 80], 0, "Fewer rows went"],
    ["too much goes", [0, 100], 2000, "More rows went"],
  ] as const)("a filter is taken back where %s", async (_what, [health, items], dropped, reason) => {
    const before = await standing();
    await stored(health, items);
    one.rules.traffics = traffic(dropped);
    expect((await one.run()).tables).toMatchObject([{ state: "reverted", detail: expect.stringContaining(reason) }]);
    expect(one.stored()).toBe(before);
  });

  test("an error is the filter's", async () => {
    await standing();
    one.rules.traffics = traffic(0, 1);
    expect((await one.run()).tables).toMatchObject([{ state: "reverted" }]);
  });
});

describe("beside a flow that drops rows itself", () => {
  const other = "source | where SeverityLevel != 'debug'";

  test("a filter is verified by what is not stored any more", async () => {
    await standing(other);
    await stored(0, 200);
    one.rules.traffics = traffic(40_000);
    const [table] = (await one.run()).tables;
    expect(table).toMatchObject({ state: "verified" });
    expect(table?.observedDropRate).toBeUndefined();
  });

  test.each([
    ["what it drops is stored still", [120, 80, 80], "Fewer rows went"],
    ["what it lets through is gone", [0, 10, 200], "More rows went"],
  ] as const)("a filter is taken back where %s", async (_what, [health, items, itemsBefore], reason) => {
    const before = await standing(other);
    await stored(health, items, itemsBefore);
    one.rules.traffics = traffic(40_000);
    expect((await one.run()).tables).toMatchObject([{ state: "reverted", detail: expect.stringContaining(reason) }]);
    expect(one.stored()).toBe(before);
  });

  test.each([
    ["that there were before it are not the filter's", 5, "verified"],
    ["that came with it are", 0, "reverted"],
  ])("errors %s", async (_what, errorsBefore, state) => {
    const applied = one.world.clock.now().getTime() + 10 * minute;
    await standing(other);
    await stored(0, 200);
    one.rules.traffic = async (_id, { to }) => traffic(40_000, Date.parse(to) < applied ? errorsBefore : 7);
    expect((await one.run()).tables).toMatchObject([{ state }]);
  });

  test("a table that cannot be read leaves the filter as it is, and says so", async () => {
    await standing(other);
    one.rules.traffics = traffic(40_000);
    const { workspace } = one.deps.filtering;
    const before = workspace.rows;
    workspace.rows = (kql) =>
      kql.includes("Stays") ? Promise.reject(new WorkspaceError("denied", "403 for the table")) : before(kql);
    expect((await one.run()).tables).toMatchObject([
      { state: "pending", detail: expect.stringContaining("403 for the table") },
    ]);
  });
});
