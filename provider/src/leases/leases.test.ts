import { placeLegalHold, releaseLegalHold, renewLease, shouldIRun } from "@logdoctor/shared-policies";
import { testTenant } from "@logdoctor/shared-policies/testing";
import { beforeEach, expect, test } from "vitest";
import { openEmbeddedStore } from "../store/embedded/embedded-store.ts";
import { readTenant, writeTenant } from "../tenants/tenant-store.ts";
import { leased, poll } from "../testing/a-lease.ts";
import { type CountingStore, countingStore } from "../testing/counting-store.ts";
import { type TestApp, testApp, testClock } from "../testing/index.ts";

let provider: TestApp;
let store: CountingStore;
let agent: string;
const clock = testClock();

beforeEach(async () => {
  store = countingStore(openEmbeddedStore({ file: ":memory:", now: clock.now }));
  provider = await testApp({ documents: store, now: clock.now });
  agent = await provider.enrolled();
});

test("a decision to wait writes nothing, and neither does the same lease given again", async () => {
  const lease = await leased(provider, agent);
  const before = store.commits;
  expect(await poll(provider, agent, { instanceId: "instance-2" })).toMatchObject({ reason: "leased-elsewhere" });
  expect(await leased(provider, agent)).toEqual(lease);
  expect(store.commits).toBe(before);
});

test("two instances that ask at once: one gets the lease", async () => {
  const instances = ["instance-1", "instance-2", "instance-3", "instance-4"];
  const answers = await Promise.all(instances.map((instanceId) => poll(provider, agent, { instanceId })));
  expect(answers.filter(({ lease }) => lease !== undefined)).toHaveLength(1);
});

test("a crashed instance's successor resumes the run with a higher fence", async () => {
  const first = await leased(provider, agent);
  clock.advance(provider.deps.leaseMs);
  const second = await leased(provider, agent, { instanceId: "instance-2" });
  expect(second).toMatchObject({ runId: first.runId, period: first.period, fence: first.fence + 1, resumed: true });
  const body = { job: "retain" as const, runId: first.runId, fence: first.fence };
  await expect(provider.call(agent, renewLease, { body })).rejects.toMatchObject({
    problem: { code: "lease-superseded" },
  });
});

test("one call may ask for several jobs; a job twice is one", async () => {
  const body = {
    jobs: ["retain" as const, "detect" as const, "retain" as const],
    instanceId: "instance-1",
    agentVersion: "1",
  };
  const { decisions, bundle } = (await provider.call(agent, shouldIRun, { body })).data;
  expect(decisions.map(({ job, decision }) => [job, decision])).toEqual([
    ["retain", "run"],
    ["detect", "run"],
  ]);
  expect(bundle).toBeDefined();
});

test("a job that is off is not run, and other jobs are", async () => {
  const tenant = await readTenant(store, testTenant);
  await store.commit(testTenant, [writeTenant(tenant, { ...tenant.body, jobsOff: ["retain"] })]);
  expect(await poll(provider, agent)).toMatchObject({ reason: "job-off" });
  expect(await poll(provider, agent, { job: "detect" })).toHaveProperty("lease");
});

test("a renewal extends the lease and tells the holds that are active at that moment", async () => {
  const admin = await provider.admin();
  const { runId, fence } = await leased(provider, agent);
  clock.advance(10 * 60_000);
  const hold = (
    await provider.call(admin, placeLegalHold, { body: { reason: "Case 4711", tables: ["SecurityEvent"] } })
  ).data;
  const body = { job: "retain" as const, runId, fence };
  const renewed = (await provider.call(agent, renewLease, { body })).data;
  expect(renewed.legalHolds.map(({ id }) => id)).toEqual([hold.id]);
  expect(Date.parse(renewed.expiresAt)).toBe(clock.now().getTime() + provider.deps.leaseMs);

  const released = (await provider.call(admin, releaseLegalHold, { params: { id: hold.id } })).data;
  expect((await provider.call(admin, releaseLegalHold, { params: { id: hold.id } })).data).toEqual(released);
  expect((await provider.call(agent, renewLease, { body })).data.legalHolds).toEqual([]);
});

test("a lease whose write does not reach the disk is not given", async () => {
  store.failing = true;
  await expect(poll(provider, agent)).rejects.toMatchObject({ problem: { code: "internal" } });
  store.failing = false;
  expect((await leased(provider, agent)).fence).toBe(1);
});
