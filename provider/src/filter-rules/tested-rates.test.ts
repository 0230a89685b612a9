import {
  checkFilterRules,
  createSampling,
  explainFilter,
  type FilterRuleDraft,
  sendReport,
  updateFilterRule,
} from "@logdoctor/shared-policies";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bothStores } from "../testing/both-stores.ts";
import { bundleOf } from "../testing/bundle-of.ts";
import { aDraft, filterGround, table } from "../testing/filter-ground.ts";
import { type World, worldOn } from "../testing/incident-world.ts";

const sampled = {
  ...{ ruleName: "Status pages", filterType: "Sampling", matchPattern: "/status", action: "SAMPLE" },
} as const satisfies Partial<FilterRuleDraft>;
const rate = { targetCategory: sampled.ruleName, samplingRate: 0.5, maxPerMinute: 60, isActive: true };

describe.each(bothStores)("the rate of a rule under test, on %s", (_, open) => {
  let world: World;
  let admin: string;
  let ground: ReturnType<typeof filterGround>;
  let id: string;
  beforeEach(async () => {
    world = await worldOn(open);
    admin = await world.provider.admin();
    ground = filterGround(world, admin);
    await world.provider.call(admin, createSampling, { body: rate });
    ({ id } = await ground.create(sampled));
    await ground.move(id, "dryRun");
  });
  afterEach(() => world.store.close());

  const told = async () => (await bundleOf(world.provider, world.agent)).policies.filter?.rules[0]?.observedPerMinute;

  test("is lowered by what its first dry run counted, and agents are told of that alone", async () => {
    const { bundleVersion } = await bundleOf(world.provider, world.agent);
    expect(await told()).toBeUndefined();
    const sent = await ground.tested(id, { observedPerMinute: 600 });
    expect(await told()).toBe(600);
    await world.provider.call(world.agent, sendReport, { body: sent });
    await ground.tested(id, { observedPerMinute: 9_000 });
    expect(await told()).toBe(600);
    expect((await bundleOf(world.provider, world.agent)).bundleVersion).toBe(bundleVersion + 1);
    expect(await ground.read(id)).toMatchObject({ observedPerMinute: 600, blockedBy: [] });

    expect((await ground.move(id, "activate")).observedPerMinute).toBe(600);
    expect(await told()).toBe(600);
    const kept = await explained();
    // At most 60 of 600: a tenth, and not the half that the rate says.
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(30);
  });

  /** How many of a hundred operations the provider says are kept. */
  async function explained(): Promise<number> {
    let kept = 0;
    for (let n = 0; n < 100; n++) {
      const row = { Message: "GET /status", OperationId: `operation-${n}` };
      const { data } = await world.provider.call(admin, explainFilter, { body: { table, row } });
      kept += Number(!data.dropped);
    }
    return kept;
  }

  test("is counted anew by a new test", async () => {
    await ground.tested(id, { observedPerMinute: 600 });
    await ground.move(id, "reject", "Another month");
    await ground.move(id, "dryRun");
    expect(await told()).toBeUndefined();
    await ground.tested(id, { observedPerMinute: 1_200 });
    expect(await told()).toBe(1_200);
    const { etag } = await ground.read(id);
    const body = aDraft({ ...sampled, matchPattern: "/health" });
    await world.provider.call(admin, updateFilterRule, { params: { id }, body, ifMatch: etag });
    expect((await ground.read(id)).observedPerMinute).toBeUndefined();
  });

  test("is not known from an agent that does not count: the rule waits", async () => {
    await ground.tested(id, { observedPerMinute: undefined });
    expect((await ground.read(id)).blockedBy).toEqual(["no-dry-run"]);
    await expect(ground.move(id, "activate")).rejects.toMatchObject({ problem: { code: "filter-unproven" } });
    await ground.tested(id);
    expect((await ground.read(id)).blockedBy).toEqual([]);
  });

  test("is told in the editor, before the test and after it", async () => {
    const ask = async (rules = [aDraft(sampled)]) =>
      (await world.provider.call(admin, checkFilterRules, { body: { table, rules, withActive: true } })).data.warnings;
    expect(await ask()).toEqual([expect.stringMatching(/at most 60 rows a minute.*rate of 50 %/)]);
    await ground.tested(id, { observedPerMinute: 600 });
    await ground.move(id, "activate");
    expect(await ask([aDraft()])).toEqual([expect.stringMatching(/keeps 10 % .* 600 such rows a minute.*at most 60/)]);
  });
});
