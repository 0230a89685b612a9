import {
  approveLoss,
  checkFilterRules,
  createSampling,
  deleteFilterRule,
  explainFilter,
  type FilterRuleDraft,
  listFilterRules,
  listFilterStatistics,
  renewFilterRule,
  type StoredFilterRule,
  sendReport,
  updateFilterRule,
  updateSampling,
} from "@logdoctor/shared-policies";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { poll } from "../testing/a-lease.ts";
import { bothStores } from "../testing/both-stores.ts";
import { bundleOf } from "../testing/bundle-of.ts";
import { type Action, aDraft, filterGround, inAzure, table } from "../testing/filter-ground.ts";
import { type World, worldOn } from "../testing/incident-world.ts";

describe.each(bothStores)("filter rules on %s", (_, open) => {
  let world: World;
  let admin: string;
  let ground: ReturnType<typeof filterGround>;
  beforeEach(async () => {
    world = await worldOn(open);
    admin = await world.provider.mint.person({
      tenantId: (await import("@logdoctor/shared-policies/testing")).testTenant,
      objectId: "9c2d4e6f-7a8b-4c3d-9e0f-1a2b3c4d5e6f",
      roles: ["LogDoctor.Admin"],
      claims: { exp: world.provider.clock.now().getTime() / 1000 + 400 * 86_400 },
    });
    ground = filterGround(world, admin);
  });
  afterEach(() => world.store.close());

  test("go from draft by test, proof and approval to dropping rows, and every step is on record", async () => {
    const { id } = await ground.create();
    expect(await ground.inBundle()).toBeUndefined();
    expect(await poll(world.provider, world.agent, { job: "filter" })).toMatchObject({ reason: "not-due" });

    expect(await ground.move(id, "dryRun")).toMatchObject({
      state: "Testing",
      blockedBy: ["no-dry-run", "no-certificate"],
    });
    expect(await ground.inBundle()).toEqual([[id, "Testing"]]);
    await expect(ground.move(id, "activate")).rejects.toMatchObject({ problem: { code: "filter-unproven" } });

    await ground.tested(id);
    expect(await ground.read(id)).toMatchObject({
      ...{ state: "Testing", blockedBy: [], dryRun: { dropped: 40 } },
      tableDryRun: { rules: [{ samples: ['{"Message":"x"}'] }] },
      certificate: { watchers: [{ verdict: "equal" }] },
    });
    const until = new Date(world.provider.clock.now().getTime() + 90 * 86_400_000).toISOString();
    expect((await ground.move(id, "activate")).expiresAt).toBe(until);
    await ground.report(inAzure(id, "pending"));
    expect(await ground.read(id)).toMatchObject({ state: "Monitoring", applied: { state: "pending" } });
    await ground.report(inAzure(id, "verified"));
    const { state, steps } = await ground.read(id);
    expect(state).toBe("Active");
    expect(steps.map(({ action, actor }) => [action, actor.kind, actor.name])).toEqual([
      ["dryRun", "person", "Person 9c2d"],
      ["activate", "person", "Person 9c2d"],
      ["monitor", "agent", undefined],
      ["settle", "agent", undefined],
    ]);
  });

  test("go back to draft when the dry run is dangerous", async () => {
    const { id } = await ground.create();
    await ground.move(id, "dryRun");
    await ground.tested(id, { dropped: 95, dangerous: true });
    const { state, steps } = await ground.read(id);
    expect(state).toBe("Draft");
    expect(steps.at(-1)).toMatchObject({ action: "reject", reason: expect.stringContaining("95.0 %") });
    expect(await ground.inBundle()).toBeUndefined();
  });

  test("that lose a detection wait until a person takes it upon them, for the rule as it is", async () => {
    const { id } = await ground.create();
    await ground.move(id, "dryRun");
    await ground.tested(id, { lost: true });
    const { blockedBy, etag, certificate } = await ground.read(id);
    expect(blockedBy).toEqual(["loss-not-approved"]);
    const fingerprint = certificate?.fingerprint ?? "";
    const body = { watcherId: "pattern:sql-injection", reason: "Scanner of our own", fingerprint };
    const { data } = await world.provider.call(admin, approveLoss, { params: { id }, body, ifMatch: etag });
    expect(data.blockedBy).toEqual([]);
    const bundle = await bundleOf(world.provider, world.agent);
    expect(bundle.policies.filter?.approvedLosses).toEqual([
      { ruleId: id, watcherId: body.watcherId, ruleVersion: "v", watcherVersion: "1" },
    ]);
    await ground.tested(id, { lost: true, version: "2" });
    expect((await ground.read(id)).blockedBy).toEqual(["loss-not-approved"]);
    const changed = await world.provider.call(admin, updateFilterRule, {
      ...{ params: { id }, body: aDraft({ matchPattern: "heartbeat" }), ifMatch: data.etag },
    });
    expect(changed.data.state).toBe("Draft");
    expect((await ground.read(id)).approvals).toEqual([]);
  });

  test("that were taken back are for review, leave the bundle, and say why", async () => {
    const { id } = await ground.create();
    await ground.move(id, "dryRun");
    await ground.tested(id);
    await ground.move(id, "activate");
    const { bundleVersion } = await bundleOf(world.provider, world.agent);
    await ground.report(inAzure(id, "reverted", "More rows went than the dry run said"));
    expect(await ground.read(id)).toMatchObject({ state: "Review", applied: { state: "reverted" } });
    expect((await ground.read(id)).steps.at(-1)?.reason).toContain("More rows");
    const after = await bundleOf(world.provider, world.agent);
    expect(after.policies.filter).toBeUndefined();
    expect(after.bundleVersion).toBe(bundleVersion + 1);
    await ground.report({ tables: [{ table, collectionRule: "dcr", state: "removed", detail: "", ruleIds: [] }] });
    expect(await poll(world.provider, world.agent, { job: "filter" })).toMatchObject({ reason: "not-due" });
  });

  test("an edit of one that drops rows stops it until it is tested again", async () => {
    const { id } = await ground.create();
    await ground.move(id, "dryRun");
    await ground.tested(id);
    await ground.move(id, "activate");
    const { etag } = await ground.read(id);
    const body = aDraft({ matchPattern: "health" });
    await world.provider.call(admin, updateFilterRule, { params: { id }, body, ifMatch: etag });
    expect(await ground.inBundle()).toBeUndefined();
    await ground.move(id, "dryRun");
    await expect(ground.move(id, "activate")).rejects.toMatchObject({ problem: { code: "filter-unproven" } });
  });

  test("the same report again moves nothing twice, and statistics count once", async () => {
    const { id } = await ground.create();
    await ground.move(id, "dryRun");
    await ground.tested(id);
    await ground.move(id, "activate");
    const period = { periodStart: "2026-11-09T00:00:00Z", periodEnd: "2026-11-09T01:00:00Z" };
    const counts = {
      totalProcessed: 1000,
      totalDropped: 400,
      totalPassed: 600,
      dropRate: 0.4,
      bytesDropped: 5_000_000,
    };
    const sent = await ground.report({ ...inAzure(id, "pending"), statistics: [{ ruleId: id, ...period, ...counts }] });
    const before = await ground.read(id);
    await world.provider.call(world.agent, sendReport, { body: sent });
    expect((await ground.read(id)).steps).toEqual(before.steps);
    const { items } = (await world.provider.call(admin, listFilterStatistics)).data;
    expect(items).toMatchObject([{ ruleId: id, totalDropped: 400 }]);
    // 5 MB an hour are 3.6 GB in a month of 30 days.
    expect(before.saving).toMatchObject({ totalDropped: 400, gbPerMonth: 3.6 });
    expect(before.saving?.usdPerMonth).toBeCloseTo(3.6 * 2.3, 6);
  });

  test.each([
    ["a column that the table lacks", { columns: ["NoSuchColumn"] }],
    ["a sampling that drops", { filterType: "Sampling", matchPattern: "/status" }],
    ["a table without transformations", { table: "Usage" }],
  ] as const)("%s is refused when it is saved", async (_what, over) => {
    await expect(ground.create(over as Partial<FilterRuleDraft>)).rejects.toMatchObject({
      problem: { code: "rule-refused" },
    });
  });

  test("that sample are known with their rate, which stays as it was proved while they drop rows", async () => {
    const sampling = { filterType: "Sampling", matchPattern: "/status", action: "SAMPLE" } as const;
    const rate = { targetCategory: "Status pages", samplingRate: 0.1, maxPerMinute: 60, isActive: true };
    const { data } = await world.provider.call(admin, createSampling, { body: rate });
    await world.provider.call(admin, createSampling, { body: { ...rate, targetCategory: "Nobody's" } });
    const { id } = await ground.create({ ...sampling, ruleName: "Status pages" });
    await ground.move(id, "dryRun");
    const { policies } = await bundleOf(world.provider, world.agent);
    expect(policies.filter?.sampling.map(({ targetCategory }) => targetCategory)).toEqual(["Status pages"]);
    await ground.tested(id);
    await ground.move(id, "activate");
    const change = { params: { id: data.id }, body: { ...rate, samplingRate: 0.01 }, ifMatch: data.etag };
    const refused = world.provider.call(admin, updateSampling, change);
    await expect(refused).rejects.toMatchObject({ problem: { code: "filter-state" } });
    await ground.move(id, "flag", "Another rate");
    expect((await world.provider.call(admin, updateSampling, change)).data.samplingRate).toBe(0.01);
  });

  test("are compiled while they are written, and say what becomes of a row", async () => {
    const rules = [aDraft()];
    const { data } = await world.provider.call(admin, checkFilterRules, { body: { table, rules } });
    expect(data).toMatchObject({ limit: 15_360, transformKql: expect.stringContaining("health") });
    const bad = [{ ...aDraft(), columns: ["NoSuchColumn"] }];
    const { data: refused } = await world.provider.call(admin, checkFilterRules, { body: { table, rules: bad } });
    expect(refused.refusal?.message).toContain("NoSuchColumn");

    const { id } = await ground.create();
    await ground.move(id, "dryRun");
    await ground.tested(id);
    await ground.move(id, "activate");
    const row = { Message: "GET /x: health check ok", SeverityLevel: 1 };
    const explained = await world.provider.call(admin, explainFilter, { body: { table, row } });
    expect(explained.data).toMatchObject({ dropped: true, ruleId: id, rules: [{ outcome: "drops" }] });
  });

  test("are deleted as drafts, renewed for later, and never another tenant's", async () => {
    const { id, etag } = await ground.create();
    const past = world.provider.call(admin, renewFilterRule, {
      ...{ params: { id }, body: { expiresAt: "2020-01-01T00:00:00Z" }, ifMatch: etag },
    });
    await expect(past).rejects.toMatchObject({ problem: { code: "invalid-request" } });
    const stranger = await world.provider.admin("2b6f0a34-1d0e-4f7b-8f3c-5a7d9c1e2f40");
    expect((await world.provider.call(stranger, listFilterRules)).data.items).toEqual([]);
    await ground.move(id, "dryRun");
    const { etag: now } = await ground.read(id);
    const early = world.provider.call(admin, deleteFilterRule, { params: { id }, ifMatch: now });
    await expect(early).rejects.toMatchObject({ problem: { code: "filter-state" } });
    await ground.move(id, "reject", "Not needed");
    const { etag: last } = await ground.read(id);
    await world.provider.call(admin, deleteFilterRule, { params: { id }, ifMatch: last });
    expect((await world.provider.call(admin, listFilterRules)).data.items).toEqual([]);
  });

  test("whatever people and reports do, none is in force without a sound dry run and a certificate of its own", async () => {
    const step = fc.constantFrom<Action | "tested" | "dangerous" | "lost" | "edit" | "reverted" | "pending">(
      ...(["dryRun", "activate", "flag", "readjust", "disable", "reuse", "reject"] as const),
      ...(["tested", "dangerous", "lost", "edit", "reverted", "pending"] as const),
    );
    let made = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (history) => {
        made += 1;
        const { id } = await ground.create({ matchPattern: `word${made}` });
        let proven = false;
        for (const one of history) {
          proven = await play(ground, { id, one, proven });
          const rule = (await bundleOf(world.provider, world.agent)).policies.filter?.rules.find((it) => it.id === id);
          if (rule?.state === "Active") expect(proven).toBe(true);
        }
      }),
      { numRuns: 12 },
    );

    async function play(
      on: typeof ground,
      { id, one, proven }: { id: string; one: string; proven: boolean },
    ): Promise<boolean> {
      const shown: StoredFilterRule = await on.read(id);
      const due = (await poll(world.provider, world.agent, { job: "filter" })).lease !== undefined;
      if (one === "edit") {
        const ifMatch = shown.etag;
        const body = aDraft({ matchPattern: `word${made} edited` });
        await world.provider.call(admin, updateFilterRule, { params: { id }, body, ifMatch });
        return false;
      }
      if (one === "tested" || one === "dangerous" || one === "lost") {
        if (!due) return proven;
        await on.tested(id, { dangerous: one === "dangerous", lost: one === "lost" });
        return shown.state === "Testing" ? one === "tested" : proven;
      }
      if (one === "reverted" || one === "pending") {
        if (due) await on.report(inAzure(id, one));
        return proven;
      }
      await on.move(id, one as Action, "because").catch(() => undefined);
      return one === "dryRun" && shown.state === "Draft" ? false : proven;
    }
  });
});
