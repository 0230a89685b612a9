import { renewFilterRule } from "@logdoctor/shared-policies";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openEmbeddedStore } from "../store/embedded/embedded-store.ts";
import { filterGround } from "../testing/filter-ground.ts";
import { type World, worldOn } from "../testing/incident-world.ts";

let world: World;
let ground: ReturnType<typeof filterGround>;
let health: string;
let ready: string;

/** A rule that expired, and another of its table that agents tested since: it alone, since a rule in review is in no bundle. */
beforeEach(async () => {
  world = await worldOn(async ({ now }) => openEmbeddedStore({ file: ":memory:", now }));
  const admin = await world.provider.admin();
  ground = filterGround(world, admin);
  ({ id: health } = await ground.create());
  await ground.move(health, "dryRun");
  await ground.tested(health);
  const { etag } = await ground.move(health, "activate");
  const expiresAt = new Date(world.provider.clock.now().getTime() + 60_000).toISOString();
  await world.provider.call(admin, renewFilterRule, { params: { id: health }, body: { expiresAt }, ifMatch: etag });
  world.provider.clock.advance(120_000);
  await ground.report({});
  ({ id: ready } = await ground.create({ ruleName: "Readiness", matchPattern: "readiness" }));
  await ground.move(ready, "dryRun");
});
afterEach(() => world.store.close());

test("a rule that expired goes into force again as it is while its proof is the newest of its table", async () => {
  expect(await ground.read(health)).toMatchObject({ state: "Review", expired: true, blockedBy: [] });
  expect((await ground.move(health, "readjust", "Still noise")).state).toBe("Active");
});

test("once another rule was proved without it, it is told to be tested again", async () => {
  await ground.tested(ready);
  await expect(ground.move(health, "readjust", "Still noise")).rejects.toMatchObject({
    problem: {
      code: "filter-unproven",
      errors: ["no-dry-run", "no-certificate"].map((code) => ({
        code,
        detail: expect.stringMatching(/in review gets no new one: .* make it a draft .* test it again/),
      })),
    },
  });
});

test("and goes into force by way of its draft", async () => {
  await ground.tested(ready);
  await ground.move(health, "disable", "To test it again");
  await ground.move(health, "reuse");
  await ground.move(health, "dryRun");
  await ground.tested(health);
  expect((await ground.move(health, "activate")).state).toBe("Active");
});
