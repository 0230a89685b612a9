import { approveLoss, checkFilterRules } from "@logdoctor/shared-policies";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openEmbeddedStore } from "../store/embedded/embedded-store.ts";
import { aDraft, filterGround, table } from "../testing/filter-ground.ts";
import { type World, worldOn } from "../testing/incident-world.ts";

const watcherId = "pattern:sql-injection";
let world: World;
let admin: string;
let ground: ReturnType<typeof filterGround>;
let health: string;
let ready: string;

/** One rule in force, and another under test beside it for which something new was seen that both may take from. */
beforeEach(async () => {
  world = await worldOn(async ({ now }) => openEmbeddedStore({ file: ":memory:", now }));
  admin = await world.provider.admin();
  ground = filterGround(world, admin);
  ({ id: health } = await ground.create());
  await ground.move(health, "dryRun");
  await ground.tested(health);
  await ground.move(health, "activate");
  ({ id: ready } = await ground.create({ ruleName: "Readiness", matchPattern: "readiness" }));
  await ground.move(ready, "dryRun");
  await ground.tested(ready, { lost: true, beside: [health] });
});
afterEach(() => world.store.close());

async function approved(id: string): Promise<void> {
  const { etag, certificate } = await ground.read(id);
  const body = { watcherId, reason: "Scanner of our own", fingerprint: certificate?.fingerprint ?? "" };
  await world.provider.call(admin, approveLoss, { params: { id }, body, ifMatch: etag });
}

test("a rule waits for the approvals of those in force beside it, which are named", async () => {
  await approved(ready);
  expect(await ground.read(ready)).toMatchObject({
    blockedBy: ["beside-not-approved"],
    waitsFor: [{ ruleId: health, ruleName: "Health checks", watcherIds: [watcherId] }],
  });
  await expect(ground.move(ready, "activate")).rejects.toMatchObject({
    problem: {
      code: "filter-unproven",
      errors: [{ code: "beside-not-approved", detail: expect.stringMatching(`"Health checks".*${watcherId}`) }],
    },
  });
  await approved(health);
  expect(await ground.read(ready)).toMatchObject({ blockedBy: [], waitsFor: [] });
  expect((await ground.move(ready, "activate")).state).toBe("Active");
});

test("both approvals are wanted, each of its own rule", async () => {
  expect((await ground.read(ready)).blockedBy).toEqual(["loss-not-approved", "beside-not-approved"]);
  await approved(health);
  expect((await ground.read(ready)).blockedBy).toEqual(["loss-not-approved"]);
});

test("a rule that drops nothing any more is not waited for", async () => {
  await approved(ready);
  await ground.move(health, "flag", "To look at it");
  expect(await ground.read(ready)).toMatchObject({ blockedBy: [], waitsFor: [] });
});

test("an approval of another version does not count", async () => {
  await approved(health);
  await approved(ready);
  await ground.tested(ready, { lost: true, beside: [health], version: "2" });
  expect((await ground.read(ready)).blockedBy).toEqual(["loss-not-approved", "beside-not-approved"]);
});

test("whoever writes a rule beside one that lacks an approval is told", async () => {
  const body = { table, rules: [aDraft({ matchPattern: "startup" })], withActive: true };
  const { data } = await world.provider.call(admin, checkFilterRules, { body });
  expect(data.warnings).toEqual([expect.stringMatching(`"Health checks".*no approval for ${watcherId}`)]);
});
