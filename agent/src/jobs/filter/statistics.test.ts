import { tableColumns } from "@logdoctor/kql/tables";
import { judgeOf, readFilter } from "@logdoctor/kql-filter";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { aWorkspaceRule } from "../../testing/fake-collection-rules.ts";
import { aFilterRule, type FilterWorld, filteredTable, filterWorld } from "../../testing/filter-world.ts";

const minute = 60_000;
const heldOutShare = 0.05;
const second = "/subscriptions/s/dataCollectionRules/direct";
let one: FilterWorld;

beforeEach(async () => {
  one = await filterWorld();
  await one.load([...requests("/healthz").slice(0, 60), ...requests("/item").slice(0, 40)]);
  one.policies.options.heldOutShare = heldOutShare;
  one.policies.rules.push(aFilterRule());
});
afterEach(() => one.close());

const columns = tableColumns(filteredTable) ?? {};
const judge = judgeOf(
  readFilter({ table: filteredTable, columns, rules: [aFilterRule()], sampling: [], heldOut: heldOutShare }).ast,
);

/** A thousand requests, each of its own. */
function requests(CsUriStem: string) {
  return Array.from({ length: 1000 }, (_, n) => ({
    ...{ TimeGenerated: `2026-10-31T23:30:00.${String(n).padStart(7, "0")}Z`, CsUriStem, CsUriQuery: `n=${n}` },
    ...{ _ItemId: `${CsUriStem}${n}`, _BilledSize: 500 },
  }));
}

/** Health checks that a filter lets through on purpose, or that it does not. */
const health = (heldOut: boolean, count: number) =>
  requests("/healthz")
    .filter((row) => judge(row).heldOut === heldOut)
    .slice(0, count);

/** Has the filter seen at work, and time go on. */
async function standing(): Promise<void> {
  await one.run();
  one.rules.traffics = { received: 1000, dropped: 570, errors: 0 };
  expect((await one.run()).tables.every(({ state }) => state === "verified")).toBe(true);
  one.world.clock.advance(80 * minute);
}

function anotherWay(): void {
  Object.assign(one.rules, { ids: [...one.rules.ids, second] });
  one.rules.stored.set(second, { ...aWorkspaceRule(filteredTable), kind: "Direct" });
}

describe("what a filter dropped", () => {
  test("is told by the rows that it lets through on purpose, from when it was seen at work", async () => {
    // What came before does not count: the health checks in history are not what the filter let through.
    await standing();
    await one.load(health(true, 3), 20 * minute);
    const { statistics } = await one.run();
    expect(statistics).toMatchObject([
      { ruleId: "health", totalDropped: 57, totalProcessed: 60, bytesDropped: 28_500 },
    ]);
    expect(statistics[0]?.droppedLow).toBeLessThan(57);
    expect(statistics[0]?.droppedHigh).toBeGreaterThan(57);
  });

  test("is counted once for a table that two data collection rules bring rows to", async () => {
    anotherWay();
    await standing();
    expect(one.rules.writes).toHaveLength(2);
    await one.load(health(true, 6), 20 * minute);
    const { statistics } = await one.run();
    expect(statistics).toMatchObject([{ ruleId: "health", totalDropped: 114, totalProcessed: 120 }]);
    one.world.clock.advance(70 * minute);
    await one.load(health(true, 1), 20 * minute);
    const next = (await one.run()).statistics;
    expect(next).toMatchObject([{ totalDropped: 19, periodStart: statistics[0]?.periodEnd }]);
  });

  test("leaves out what came by a way without a filter", async () => {
    await standing();
    // Of 40 by the filtered way 2 are held out; of 40 by the other way all come.
    await one.load([...health(true, 4), ...health(false, 38)], 20 * minute);
    const { statistics } = await one.run();
    expect(statistics).toMatchObject([{ totalDropped: 38, totalProcessed: 80, bytesDropped: 19_000 }]);
  });
});

describe("a rule that joins one that has stood for days", () => {
  test("is predicted with what the other dropped, so that neither is taken back", async () => {
    await standing();
    one.world.clock.advance(25 * 60 * minute);
    // Of 1,000 health checks those that are held out were stored.
    await one.load([...health(true, 1000), ...requests("/item")], 30 * minute);
    one.policies.rules.push(aFilterRule({ id: "items", matchPattern: "/nothing" }));
    const { tables, dryRuns } = await one.run();
    expect(tables).toMatchObject([{ state: "pending", ruleIds: ["health", "items"] }]);
    expect(dryRuns[0]?.rules.map(({ ruleId }) => ruleId)).toEqual(["health", "items"]);
    expect(tables[0]?.predictedDropRate).toBeGreaterThan(0.4);
    expect(tables[0]?.predictedDropRate).toBeLessThan(0.56);
    one.rules.traffics = { received: 1000, dropped: 480, errors: 0 };
    expect((await one.run()).tables).toMatchObject([{ state: "verified" }]);

    // One of two that stood is disabled: the text is taken out, and what stays is made anew.
    one.policies.rules.pop();
    expect((await one.run()).tables[0]?.predictedDropRate).toBeCloseTo(tables[0]?.predictedDropRate ?? 0, 6);
  });
});
