import {
  createSampling,
  getFilterSettings,
  renewFilterRule,
  updateFilterRule,
  updateFilterSettings,
  updateSampling,
} from "@logdoctor/shared-policies";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openEmbeddedStore } from "../store/embedded/embedded-store.ts";
import { aDraft, evidence, filterGround, table } from "../testing/filter-ground.ts";
import { type World, worldOn } from "../testing/incident-world.ts";

let world: World;
let admin: string;
let ground: ReturnType<typeof filterGround>;

beforeEach(async () => {
  world = await worldOn(async ({ now }) => openEmbeddedStore({ file: ":memory:", now }));
  admin = await world.provider.admin();
  ground = filterGround(world, admin);
});
afterEach(() => world.store.close());

async function inForce(over: Parameters<typeof aDraft>[0] = {}): Promise<string> {
  const { id } = await ground.create(over);
  await ground.move(id, "dryRun");
  await ground.tested(id);
  await ground.move(id, "activate");
  return id;
}

/** A dry run and a certificate of several rules: those under test, and those beside them. */
function testedTogether(...ids: string[]) {
  const all = ids.map((id) => evidence(id, { now: world.provider.clock.now() }));
  const [dryRun] = all[0]?.dryRuns ?? [];
  const [certificate] = all[0]?.certificates ?? [];
  if (dryRun === undefined || certificate === undefined) throw new Error("There is no evidence");
  return ground.report({
    dryRuns: [{ ...dryRun, rules: all.flatMap(({ dryRuns }) => dryRuns?.[0]?.rules ?? []) }],
    certificates: [{ ...certificate, rules: all.flatMap(({ certificates }) => certificates?.[0]?.rules ?? []) }],
  });
}

async function besideIt(id: string): Promise<string> {
  const { id: other } = await ground.create({ ruleName: "Readiness", matchPattern: "readiness" });
  await ground.move(other, "dryRun");
  await testedTogether(id, other);
  await ground.move(other, "activate");
  return other;
}

/** As the agent reports it: all of its rules of the table together. */
function takenBack(appliedAt = world.provider.clock.now()) {
  const applied = { appliedAt: appliedAt.toISOString(), predictedDropRate: 0.4, observedDropRate: 0.9 };
  return ground.report({
    tables: [{ table, collectionRule: "dcr", state: "reverted", detail: "More rows went", ruleIds: [], ...applied }],
  });
}

const again = (id: string) => ground.move(id, "readjust", "Once more");
const refused = { problem: { code: "filter-unproven", errors: [{ code: "taken-back" }] } };

async function edited(id: string, over: Parameters<typeof aDraft>[0]): Promise<void> {
  const body = aDraft(over);
  await world.provider.call(admin, updateFilterRule, { params: { id }, body, ifMatch: (await ground.read(id)).etag });
  await ground.move(id, "dryRun");
  await ground.tested(id, { of: body.table });
}

describe("a rule that was taken back", () => {
  test("does not go into force again as it is, since its agent would not apply it", async () => {
    const id = await inForce();
    await takenBack();
    expect(await ground.read(id)).toMatchObject({ state: "Review", blockedBy: ["taken-back"] });
    await expect(again(id)).rejects.toMatchObject(refused);
    expect((await ground.read(id)).state).toBe("Review");
  });

  test("nor by way of its draft, by another name, or by a later end", async () => {
    const id = await inForce();
    await takenBack();
    const expiresAt = new Date(world.provider.clock.now().getTime() + 86_400_000).toISOString();
    const { etag } = await ground.read(id);
    await world.provider.call(admin, renewFilterRule, { params: { id }, body: { expiresAt }, ifMatch: etag });
    await expect(again(id)).rejects.toMatchObject(refused);
    await edited(id, { ruleName: "Another name" });
    expect(await ground.read(id)).toMatchObject({ state: "Testing", blockedBy: ["taken-back"] });
    await expect(ground.move(id, "activate")).rejects.toMatchObject(refused);
  });

  test("goes into force when it was changed, tested and proved", async () => {
    const id = await inForce();
    await takenBack();
    await edited(id, { matchPattern: "health check ok" });
    expect((await ground.read(id)).blockedBy).toEqual([]);
    expect((await ground.move(id, "activate")).state).toBe("Active");
  });

  test("goes into force for another table, where the agent has not tried it", async () => {
    const id = await inForce();
    await takenBack();
    await edited(id, { table: "AppExceptions" });
    expect((await ground.read(id)).blockedBy).toEqual([]);
    expect((await ground.move(id, "activate")).state).toBe("Active");
  });

  test("goes into force again without the others that were taken back with it, and they not beside it", async () => {
    const health = await inForce();
    const ready = await besideIt(health);
    await takenBack();
    for (const id of [health, ready]) expect((await ground.read(id)).state).toBe("Review");
    expect((await again(health)).state).toBe("Active");
    await expect(again(ready)).rejects.toMatchObject(refused);
  });

  test("was not taken back with one that came into force after it was applied", async () => {
    const health = await inForce();
    const appliedAt = world.provider.clock.now();
    world.provider.clock.advance(60_000);
    const ready = await besideIt(health);
    await takenBack(appliedAt);
    await expect(again(health)).rejects.toMatchObject(refused);
    expect((await again(ready)).state).toBe("Active");
    expect((await again(health)).state).toBe("Active");
  });

  test("goes into force again with another rate or another held-out share", async () => {
    const rate = { targetCategory: "Status pages", samplingRate: 0.1, maxPerMinute: 60, isActive: true };
    const { data } = await world.provider.call(admin, createSampling, { body: rate });
    const sampled = { filterType: "Sampling", matchPattern: "/status", action: "SAMPLE" } as const;
    const id = await inForce({ ...sampled, ruleName: "Status pages" });
    await takenBack();
    await expect(again(id)).rejects.toMatchObject(refused);
    const body = { ...rate, samplingRate: 0.5 };
    await world.provider.call(admin, updateSampling, { params: { id: data.id }, body, ifMatch: data.etag });
    expect((await again(id)).state).toBe("Active");
    await takenBack();
    await expect(again(id)).rejects.toMatchObject(refused);
    const { etag, ...options } = (await world.provider.call(admin, getFilterSettings)).data;
    const more = { ...options, heldOutShare: 0.05 };
    await world.provider.call(admin, updateFilterSettings, { body: more, ifMatch: etag });
    expect((await again(id)).state).toBe("Active");
  });
});

test("what was refused or stopped by a person goes into force again as it is", async () => {
  const id = await inForce();
  const entry = { table, collectionRule: "dcr", state: "refused" as const, refusal: "no-path" as const, ruleIds: [] };
  await ground.report({ tables: [{ ...entry, detail: "No rule passes it." }] });
  expect(await ground.read(id)).toMatchObject({ state: "Review", blockedBy: [] });
  expect((await again(id)).state).toBe("Active");
  await ground.move(id, "flag", "To look at it");
  expect((await again(id)).state).toBe("Active");
});
