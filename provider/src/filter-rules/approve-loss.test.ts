import { approveLoss } from "@logdoctor/shared-policies";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openEmbeddedStore } from "../store/embedded/embedded-store.ts";
import { filterGround } from "../testing/filter-ground.ts";
import { type World, worldOn } from "../testing/incident-world.ts";

const watcherId = "pattern:sql-injection";
let world: World;
let admin: string;
let ground: ReturnType<typeof filterGround>;
let id: string;

beforeEach(async () => {
  world = await worldOn(async ({ now }) => openEmbeddedStore({ file: ":memory:", now }));
  admin = await world.provider.admin();
  ground = filterGround(world, admin);
  ({ id } = await ground.create());
  await ground.move(id, "dryRun");
  await ground.tested(id, { lost: true });
});
afterEach(() => world.store.close());

async function approve(fingerprint: string | undefined) {
  const { etag } = await ground.read(id);
  const body = { watcherId, reason: "Scanner of our own", fingerprint: fingerprint ?? "none" };
  return world.provider.call(admin, approveLoss, { params: { id }, body, ifMatch: etag });
}

test("an approval holds for the versions of the certificate that the person saw", async () => {
  await approve((await ground.read(id)).certificate?.fingerprint);
  const { approvals, blockedBy } = await ground.read(id);
  expect(approvals).toMatchObject([{ watcherId, watcherVersion: "1", ruleVersion: "v" }]);
  expect(approvals[0]).not.toHaveProperty("fingerprint");
  expect(blockedBy).toEqual([]);
});

test("where another certificate came since, nothing is approved, though the rule is the same", async () => {
  const { certificate: seen, etag } = await ground.read(id);
  await ground.tested(id, { lost: true, version: "2" });
  expect((await ground.read(id)).etag).toBe(etag);
  await expect(approve(seen?.fingerprint)).rejects.toMatchObject({ problem: { code: "precondition-failed" } });
  expect(await ground.read(id)).toMatchObject({ approvals: [], blockedBy: ["loss-not-approved"] });
  await approve((await ground.read(id)).certificate?.fingerprint);
  expect(await ground.read(id)).toMatchObject({ approvals: [{ watcherVersion: "2" }], blockedBy: [] });
});

test("the same certificate issued again is the one that was seen", async () => {
  const { certificate: seen } = await ground.read(id);
  await ground.tested(id, { lost: true });
  await approve(seen?.fingerprint);
  expect((await ground.read(id)).blockedBy).toEqual([]);
});
