import { listIncidents, renewLease, sendReport } from "@logdoctor/shared-policies";
import { aFinding } from "@logdoctor/shared-policies/testing";
import { expect, test } from "vitest";
import type { DocumentStore } from "../documents/document-store.ts";
import { openEmbeddedStore } from "../store/embedded/embedded-store.ts";
import { detectReport } from "../testing/a-detection.ts";
import { leased } from "../testing/a-lease.ts";
import { type World, worldOn } from "../testing/incident-world.ts";

const many = Array.from({ length: 90 }, (_, i) => aFinding({ id: `fnd_source0${i}`, sourceIP: `203.0.113.${i}` }));

/** A world whose store refuses the commits that a test says, counted from when it says so. */
async function breakable(): Promise<{ world: World; breakAt: (commits: readonly number[]) => void }> {
  let broken: readonly number[] = [];
  let made = 0;
  const world = await worldOn(async ({ now }) => {
    const store = openEmbeddedStore({ file: ":memory:", now });
    const commit: DocumentStore["commit"] = (tenantId, writes) =>
      broken.includes(++made) ? Promise.reject(new Error("disk on fire")) : store.commit(tenantId, writes);
    return { ...store, commit };
  });
  const breakAt = (commits: readonly number[]): void => {
    broken = commits;
    made = 0;
  };
  return { world, breakAt };
}

const incidents = async ({ provider, responder }: World) =>
  (await provider.call(responder, listIncidents, { query: { limit: 200 } })).data.items;

test.each([1, 2, 3])(
  "a report that breaks off at its commit %i and comes again is recorded whole, once",
  async (at) => {
    const { world, breakAt } = await breakable();
    const { provider, agent, store } = world;
    const body = await detectReport(provider, agent, many);
    breakAt([at]);
    await expect(provider.call(agent, sendReport, { body })).rejects.toMatchObject({ problem: { code: "internal" } });
    const before = await incidents(world);
    expect(before.length).toBeLessThan(90);
    expect(await store.due("outbox", 1000)).toHaveLength(before.length);
    breakAt([]);
    expect((await provider.call(agent, sendReport, { body })).data.status).toBe("recorded");
    const after = await incidents(world);
    expect(after.map(({ findings, matchCount }) => [findings, matchCount])).toEqual(many.map(() => [1, 1]));
    expect(new Set((await store.due("outbox", 1000)).map(({ body }) => body.incidentId)).size).toBe(90);
  },
);

test("an agent that was overtaken while its report was taken in adds no more incidents, and its successor reports all", async () => {
  const { world, breakAt } = await breakable();
  const { provider, agent } = world;
  const body = await detectReport(provider, agent, many);
  breakAt([2]);
  await expect(provider.call(agent, sendReport, { body })).rejects.toMatchObject({ problem: { code: "internal" } });
  breakAt([]);
  provider.clock.advance(provider.deps.leaseMs);
  const next = await leased(provider, agent, { job: "detect", instanceId: "instance-2" });
  const superseded = { problem: { code: "lease-superseded" } };
  const some = (await incidents(world)).length;
  await expect(provider.call(agent, sendReport, { body })).rejects.toMatchObject(superseded);
  expect(await incidents(world)).toHaveLength(some);
  const renewal = { job: "detect" as const, runId: next.runId, fence: body.fence };
  await expect(provider.call(agent, renewLease, { body: renewal })).rejects.toMatchObject(superseded);
  await provider.call(agent, sendReport, { body: { ...body, fence: next.fence } });
  expect(await incidents(world)).toHaveLength(90);
});
