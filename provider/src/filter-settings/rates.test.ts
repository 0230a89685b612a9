import {
  checkFilterRules,
  createSampling,
  type FilterRuleDraft,
  type SamplingInput,
  type StoredSampling,
  updateSampling,
} from "@logdoctor/shared-policies";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openEmbeddedStore } from "../store/embedded/embedded-store.ts";
import { bundleOf } from "../testing/bundle-of.ts";
import { aDraft, filterGround, table } from "../testing/filter-ground.ts";
import { type World, worldOn } from "../testing/incident-world.ts";

const sampled = {
  ...{ ruleName: "Status pages", filterType: "Sampling", matchPattern: "/status", action: "SAMPLE" },
} as const satisfies Partial<FilterRuleDraft>;

function aRate(over: Partial<SamplingInput> = {}): SamplingInput {
  return { targetCategory: sampled.ruleName, samplingRate: 0.1, maxPerMinute: 60, isActive: true, ...over };
}

let world: World;
let admin: string;
let ground: ReturnType<typeof filterGround>;
/** What somebody else does right before the next commit. */
let meanwhile: (() => Promise<unknown>) | undefined;

beforeEach(async () => {
  meanwhile = undefined;
  world = await worldOn((clock) => {
    const store = openEmbeddedStore({ file: ":memory:", now: clock.now });
    return {
      ...store,
      async commit(tenantId, writes) {
        const others = meanwhile;
        meanwhile = undefined;
        await others?.();
        return store.commit(tenantId, writes);
      },
    };
  });
  admin = await world.provider.admin();
  ground = filterGround(world, admin);
});
afterEach(() => world.store.close());

async function added(over: Partial<SamplingInput> = {}): Promise<StoredSampling> {
  return (await world.provider.call(admin, createSampling, { body: aRate(over) })).data;
}

function changed({ id, etag }: StoredSampling, over: Partial<SamplingInput> = {}) {
  const body = aRate({ samplingRate: 0.01, ...over });
  return world.provider.call(admin, updateSampling, { params: { id }, body, ifMatch: etag });
}

const told = async () => (await bundleOf(world.provider, world.agent)).policies.filter?.sampling;

describe("the rate of a rule", () => {
  test("is that of a rule that samples, for its table, and agents are told which", async () => {
    await added();
    const { id } = await ground.create(sampled);
    await ground.move(id, "dryRun");
    expect(await told()).toMatchObject([{ targetCategory: sampled.ruleName, table }]);
  });

  test("is not one that names a rule that drops all", async () => {
    await added({ targetCategory: "Health checks" });
    const { id } = await ground.create();
    await ground.move(id, "dryRun");
    expect(await told()).toEqual([]);
  });

  test("is not one of another table: a rule without a rate is refused when it is saved", async () => {
    await added({ table: "AppRequests" });
    await added({ targetCategory: "Somebody else" });
    await expect(ground.create(sampled)).rejects.toMatchObject({
      problem: { code: "rule-refused", errors: [{ code: "no-rate" }] },
    });
    await added({ table });
    const { id } = await ground.create(sampled);
    await ground.move(id, "dryRun");
    expect(await told()).toMatchObject([{ table }]);
  });

  test("is one only, the active one", async () => {
    const first = await added();
    const second = await added({ samplingRate: 0.5 });
    const { id } = await ground.create(sampled);
    await ground.move(id, "dryRun");
    expect(await told()).toHaveLength(1);
    await ground.move(id, "reject", "Another rate");
    const [used, other] = first.id < second.id ? [first, second] : [second, first];
    await changed(used, { isActive: false });
    await ground.move(id, "dryRun");
    expect(await told()).toMatchObject([{ id: other.id }]);
  });

  test("is all that an editor sees: rates of no rule drop nothing", async () => {
    await added({ targetCategory: "Nobody's category" });
    const { data } = await world.provider.call(admin, checkFilterRules, { body: { table, rules: [aDraft()] } });
    expect(data.transformKql).toContain("health");
    expect(data.transformKql).not.toContain("Nobody");
    const body = { table, rules: [aDraft(sampled)] };
    expect((await world.provider.call(admin, checkFilterRules, { body })).data.refusal?.code).toBe("no-rate");
  });
});

describe("a rate stays as it is", () => {
  test("while its rule is tested, and no other is added for it", async () => {
    const rate = await added();
    const { id } = await ground.create(sampled);
    await ground.move(id, "dryRun");
    await expect(changed(rate)).rejects.toMatchObject({ problem: { code: "filter-state" } });
    await expect(added()).rejects.toMatchObject({ problem: { code: "filter-state" } });
    expect((await added({ table: "AppRequests" })).table).toBe("AppRequests");
    await ground.move(id, "reject", "Another rate");
    expect((await changed(rate)).data.samplingRate).toBe(0.01);
  });

  test.each(["changed", "added"] as const)("when it is %s as somebody gives its rule to be tested", async (how) => {
    const rate = await added();
    const { id } = await ground.create(sampled);
    meanwhile = () => ground.move(id, "dryRun");
    const asked = how === "changed" ? changed(rate) : added({ samplingRate: 0.01 });
    await expect(asked).rejects.toMatchObject({ problem: { code: "filter-state" } });
    expect(await told()).toMatchObject([{ samplingRate: 0.1 }]);
  });
});
