import { type FilterOutcome, listFilterStatistics, sendReport } from "@logdoctor/shared-policies";
import { testTenant } from "@logdoctor/shared-policies/testing";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bothStores } from "../testing/both-stores.ts";
import { evidence, filterGround, table } from "../testing/filter-ground.ts";
import { type World, worldOn } from "../testing/incident-world.ts";

type Statistics = FilterOutcome["statistics"];

function periods(ruleId: string, count: number): Statistics {
  const at = (n: number): string => new Date(Date.parse("2026-10-01T00:00:00Z") + n * 3_600_000).toISOString();
  return Array.from({ length: count }, (_, n) => ({
    ...{ ruleId, periodStart: at(n), periodEnd: at(n + 1) },
    ...{ totalProcessed: 10, totalDropped: 4, totalPassed: 6, dropRate: 0.4, bytesDropped: 100 },
  }));
}

describe.each(bothStores)("what a run of Filter says, on %s", (_, open) => {
  let world: World;
  let admin: string;
  let sizes: number[];
  beforeEach(async () => {
    sizes = [];
    world = await worldOn(async (clock) => {
      const store = await open(clock);
      return {
        ...store,
        commit(tenantId, writes) {
          sizes.push(writes.length);
          return store.commit(tenantId, writes);
        },
      };
    });
    admin = await world.provider.admin();
  });
  afterEach(() => world.store.close());

  test("keeps all periods of a report, in transactions that Cosmos DB takes, and each once", async () => {
    const ground = filterGround(world, admin);
    await ground.move((await ground.create()).id, "dryRun");
    const sent = await ground.report({ statistics: periods("health", 500) });
    expect(Math.max(...sizes)).toBeLessThan(100);
    await world.provider.call(world.agent, sendReport, { body: sent });
    const stored = await world.store.list(testTenant, "filter-statistics", { limit: 1000 });
    expect(stored.items.map(({ body }) => body.periodStart)).toEqual(
      periods("health", 500).map(({ periodStart }) => periodStart),
    );
    const { items } = (await world.provider.call(admin, listFilterStatistics, { query: { ruleId: "health" } })).data;
    expect(items[0]?.periodStart).toBe(periods("health", 500).at(-1)?.periodStart);
  });

  test("adds up what came by two ways to a table, and what two agents saw, each once", async () => {
    const ground = filterGround(world, admin);
    const { id } = await ground.create();
    await ground.move(id, "dryRun");
    const [period] = periods(id, 1);
    if (period === undefined) throw new Error("There is no period");
    const other = { ...period, totalProcessed: 30, totalDropped: 3, totalPassed: 27, bytesDropped: 50, droppedHigh: 5 };
    const sent = await ground.report({ statistics: [period, other] });
    await world.provider.call(world.agent, sendReport, { body: sent });
    const counted = async () =>
      (await world.provider.call(admin, listFilterStatistics, { query: { ruleId: id } })).data.items;
    expect(await counted()).toMatchObject([
      { totalProcessed: 40, totalDropped: 7, totalPassed: 33, dropRate: 0.175, droppedLow: 7, droppedHigh: 9 },
    ]);

    const secondAgent = await world.provider.enrolled(testTenant, "7d1f3a5c-2b4e-4f6a-8c9d-0e1f2a3b4c5d");
    await filterGround({ ...world, agent: secondAgent }, admin).report({ statistics: [period] });
    expect((await counted()).map(({ totalDropped }) => totalDropped).toSorted()).toEqual([4, 7]);
    // 150 and 100 bytes in the same hour.
    expect((await ground.read(id)).saving).toMatchObject({ totalDropped: 11, gbPerMonth: (250 * 720) / 1e9 });
  });

  test("keeps the proof of rules under test, not that of those in force alone", async () => {
    const ground = filterGround(world, admin);
    const { id } = await ground.create();
    await ground.move(id, "dryRun");
    const now = world.provider.clock.now();
    const [tested, inForce] = [evidence(id, { now }), evidence("another", { now })];
    await ground.report({
      dryRuns: [...(tested.dryRuns ?? []), ...(inForce.dryRuns ?? [])],
      certificates: [...(tested.certificates ?? []), ...(inForce.certificates ?? [])],
    });
    expect(await ground.read(id)).toMatchObject({
      ...{ blockedBy: [], dryRun: { ruleId: id } },
      tableDryRun: { table },
      certificate: { rules: [{ ruleId: id }] },
    });
  });
});
