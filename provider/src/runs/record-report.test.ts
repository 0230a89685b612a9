import { getRun, getSavings, listRuns, type RunReport, sendReport } from "@logdoctor/shared-policies";
import { aRunReport, testTenant } from "@logdoctor/shared-policies/testing";
import { beforeEach, expect, test } from "vitest";
import { openEmbeddedStore } from "../store/embedded/embedded-store.ts";
import { leased, poll } from "../testing/a-lease.ts";
import { type CountingStore, countingStore } from "../testing/counting-store.ts";
import { type TestApp, testApp, testClock } from "../testing/index.ts";

let provider: TestApp;
let store: CountingStore;
let agent: string;
let clock: ReturnType<typeof testClock>;

beforeEach(async () => {
  clock = testClock();
  store = countingStore(openEmbeddedStore({ file: ":memory:", now: clock.now }));
  provider = await testApp({ documents: store, now: clock.now });
  agent = await provider.enrolled();
});

async function report(over: Partial<RunReport>) {
  return (await provider.call(agent, sendReport, { body: aRunReport(over) })).data;
}

test("the same report again changes nothing, also in another order of fields and after a later attempt", async () => {
  const { runId } = await leased(provider, agent);
  const sent = { runId, status: "partial" as const };
  expect(await report(sent)).toMatchObject({ status: "recorded" });
  const before = store.commits;
  const reordered = Object.fromEntries(Object.entries(aRunReport(sent)).toReversed()) as unknown as RunReport;
  expect((await provider.call(agent, sendReport, { body: reordered })).data.status).toBe("already-recorded");
  expect(store.commits).toBe(before);

  clock.advance(60_000);
  const second = await leased(provider, agent);
  expect(second).toMatchObject({ runId, fence: 2 });
  expect(await report(sent)).toMatchObject({ status: "already-recorded" });
});

test("of the same report sent at once one is recorded", async () => {
  const { runId } = await leased(provider, agent);
  const answers = await Promise.all([1, 2, 3].map(() => report({ runId })));
  expect(answers.map(({ status }) => status).toSorted()).toEqual(["already-recorded", "already-recorded", "recorded"]);
  const { data } = await provider.call(await provider.admin(), getRun, { params: { runId } });
  expect(data.attempts).toBe(1);
});

test("another report of the same attempt is refused, and the first stays", async () => {
  const { runId } = await leased(provider, agent);
  await report({ runId, errorMessage: "the first" });
  const other = report({ runId, errorMessage: "the second" });
  await expect(other).rejects.toMatchObject({ problem: { code: "report-conflict" } });
  const { data } = await provider.call(await provider.admin(), getRun, { params: { runId } });
  expect(data.errorMessage).toBe("the first");
});

test("an attempt that was overtaken cannot report, one that was never granted neither", async () => {
  const { runId } = await leased(provider, agent);
  clock.advance(provider.deps.leaseMs);
  await leased(provider, agent, { instanceId: "instance-2" });
  await expect(report({ runId, fence: 1 })).rejects.toMatchObject({ problem: { code: "lease-superseded" } });
  await expect(report({ runId, fence: 3 })).rejects.toMatchObject({ problem: { code: "conflict" } });
});

test("a run that is not known is not found, and neither is another tenant's", async () => {
  const { runId } = await leased(provider, agent);
  await expect(report({ runId: "run_unknown000" as never })).rejects.toMatchObject({ problem: { code: "not-found" } });
  const stranger = await provider.enrolled("2b6f0a34-1d0e-4f7b-8f3c-5a7d9c1e2f40");
  const sent = provider.call(stranger, sendReport, { body: aRunReport({ runId }) });
  await expect(sent).rejects.toMatchObject({ problem: { code: "not-found" } });
});

test("a finished run is due one cadence after its period, so that runs do not drift", async () => {
  const { runId, period } = await leased(provider, agent);
  clock.advance(10 * 60_000);
  const { nextPollAt } = await report({ runId });
  expect(Date.parse(nextPollAt) - Date.parse(period.to)).toBe(24 * 3_600_000);
  expect(await poll(provider, agent)).toMatchObject({ reason: "not-due", nextPollAt });
  clock.set(nextPollAt);
  expect((await leased(provider, agent)).period.from).toBe(period.to);
});

test.each([
  ["at once", "2020-01-01T00:00:00Z", 60_000],
  ["in an hour", "2026-11-10T01:00:00Z", 3_600_000],
  ["in a year", "2027-11-10T00:00:00Z", 24 * 3_600_000],
])("a partial run that wants to go on %s does so within a minute and a day", async (_, continueAfter, inMs) => {
  const { runId } = await leased(provider, agent);
  const { nextPollAt } = await report({ runId, status: "partial", continueAfter });
  expect(Date.parse(nextPollAt) - clock.now().getTime()).toBe(inMs);
  clock.set(nextPollAt);
  expect(await leased(provider, agent)).toMatchObject({ runId, fence: 2, resumed: true });
});

test.each(["failed", "refused"] as const)("a run that %s is tried again in a quarter of an hour", async (status) => {
  const { runId } = await leased(provider, agent);
  const { nextPollAt } = await report({ runId, status });
  expect(Date.parse(nextPollAt) - clock.now().getTime()).toBe(15 * 60_000);
  clock.set(nextPollAt);
  expect(await leased(provider, agent)).toMatchObject({ runId, fence: 2 });
});

test("run, lease and savings change together or not at all", async () => {
  const { runId } = await leased(provider, agent);
  store.failing = true;
  await expect(report({ runId })).rejects.toMatchObject({ problem: { code: "internal" } });
  store.failing = false;
  expect(await store.read(testTenant, "run", runId)).toBeUndefined();
  expect(await store.read(testTenant, "retain-summary", "latest")).toBeUndefined();
  expect((await store.read(testTenant, "lease", "retain"))?.body.phase).toBe("running");
  expect(await report({ runId })).toMatchObject({ status: "recorded" });
});

test("savings are those of the last finished run; attempts add up; runs come newest first", async () => {
  const admin = await provider.admin();
  expect((await provider.call(admin, getSavings)).data).toEqual({ inventory: [] });
  const first = await leased(provider, agent);
  await report({ runId: first.runId, status: "partial" });
  expect((await provider.call(admin, getSavings)).data.runId).toBeUndefined();
  clock.advance(60_000);
  await leased(provider, agent);
  const { nextPollAt } = await report({ runId: first.runId, fence: 2 });
  expect((await provider.call(admin, getRun, { params: { runId: first.runId } })).data).toMatchObject({
    attempts: 2,
    fence: 2,
  });
  clock.set(nextPollAt);
  const second = await leased(provider, agent);
  await report({ runId: second.runId, startedAt: clock.now().toISOString() });
  expect((await provider.call(admin, getSavings)).data).toMatchObject({ runId: second.runId });
  const { items } = (await provider.call(admin, listRuns, { query: { job: "retain" } })).data;
  expect(items.map(({ id }) => id)).toEqual([second.runId, first.runId]);
  expect((await provider.call(admin, listRuns, { query: { job: "detect" } })).data.items).toEqual([]);
});
