import {
  createRetentionPolicy,
  getSettings,
  listSettingsChanges,
  type RunId,
  type SettingsInput,
  sendReport,
  shouldIRun,
  updateSettings,
} from "@logdoctor/shared-policies";
import { aPolicyInput, aRunReport } from "@logdoctor/shared-policies/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DocumentStore } from "../documents/document-store.ts";
import { cosmosStore } from "../store/cosmos/cosmos-store.ts";
import { openEmbeddedStore } from "../store/embedded/embedded-store.ts";
import { cosmosEmulator } from "../testing/cosmos-emulator.ts";
import { type TestApp, testApp, testClock, testPersonObject } from "../testing/index.ts";

const otherTenant = "2b6f0a34-1d0e-4f7b-8f3c-5a7d9c1e2f40";
const refused = (code: string) => ({ problem: { code } });
const retain = (enabled: boolean, cadenceMinutes: number): SettingsInput => ({
  jobs: {
    retain: { enabled, cadenceMinutes },
    prevent: { enabled: true, cadenceMinutes: 360 },
    detect: { enabled: true, cadenceMinutes: 30 },
    filter: { enabled: true, cadenceMinutes: 5 },
  },
});
const poll = { jobs: ["retain" as const], instanceId: "instance-1", agentVersion: "0.1.0" };

/** Both stores, each with what its test made freed afterwards. */
const stores: Record<string, (now: () => Date) => Promise<{ documents: DocumentStore; free: () => Promise<void> }>> = {
  embedded: async (now) => {
    const documents = openEmbeddedStore({ file: ":memory:", now });
    return { documents, free: () => documents.close() };
  },
  cosmos: async (now) => {
    const emulator = await cosmosEmulator();
    return {
      documents: cosmosStore({ database: emulator.database, now, close: () => undefined }),
      free: emulator.close,
    };
  },
};

describe.each(Object.entries(stores))("a tenant's settings in the %s store", (_name, open) => {
  let free: () => Promise<void>;
  let provider: TestApp;
  let tenants = 0;
  beforeAll(async () => {
    const clock = testClock();
    const opened = await open(clock.now);
    free = opened.free;
    provider = await testApp({ documents: opened.documents, now: clock.now });
  });
  afterAll(() => free());

  /** An admin of a tenant that no other test uses. */
  async function newTenant() {
    const tenantId = otherTenant.replace(/^.{8}/, (++tenants).toString(16).padStart(8, "0"));
    return { tenantId, admin: await provider.admin(tenantId) };
  }
  const put = (token: string, ifMatch: string, body: SettingsInput) =>
    provider.call(token, updateSettings, { body, ifMatch });

  test("are the plan's until someone changes them, and then say who did", async () => {
    const { admin } = await newTenant();
    const first = await provider.call(admin, getSettings);
    expect(first.data).toEqual({ ...retain(true, 1440), etag: first.data.etag });
    expect(first.etag).toBe(`"${first.data.etag}"`);

    const changed = await put(admin, first.etag ?? "", retain(false, 120));

    expect(changed.data).toMatchObject({ ...retain(false, 120), changedAt: provider.clock.now().toISOString() });
    expect(changed.data.changedBy).not.toBe("");
    expect(await provider.call(admin, getSettings)).toEqual(changed);
  });

  test("keep every change for audit, newest first", async () => {
    const { admin } = await newTenant();
    const { data } = await provider.call(admin, getSettings);
    const second = await put(admin, data.etag, retain(true, 60));
    await put(admin, second.data.etag, retain(false, 60));

    const { items, nextCursor } = (await provider.call(admin, listSettingsChanges, { query: { limit: 1 } })).data;
    const rest = await provider.call(admin, listSettingsChanges, { query: { limit: 9, cursor: nextCursor } });

    expect([...items, ...rest.data.items]).toMatchObject([
      { revision: 2, objectId: testPersonObject, before: retain(true, 60), after: retain(false, 60) },
      { revision: 1, objectId: testPersonObject, before: retain(true, 1440), after: retain(true, 60) },
    ]);
  });

  test("412 under an ETag that is not the last, and of changes at once one is made", async () => {
    const { admin } = await newTenant();
    const { data } = await provider.call(admin, getSettings);

    const settled = await Promise.allSettled(
      [60, 120, 180].map((minutes) => put(admin, data.etag, retain(true, minutes))),
    );

    const codes = settled.map((one) => (one.status === "rejected" ? one.reason.problem.code : "made"));
    expect(codes.toSorted()).toEqual(["made", "precondition-failed", "precondition-failed"]);
    expect((await provider.call(admin, listSettingsChanges, { query: { limit: 9 } })).data.items).toHaveLength(1);
    await expect(put(admin, data.etag, retain(true, 240))).rejects.toMatchObject(refused("precondition-failed"));
  });

  test("do not conflict with a policy that is made meanwhile, nor lose it", async () => {
    const { admin } = await newTenant();
    const { data } = await provider.call(admin, getSettings);
    const [made, changed] = await Promise.all([
      provider.call(admin, createRetentionPolicy, { body: aPolicyInput() }),
      put(admin, data.etag, retain(true, 90)),
    ]);
    expect(made.data.policyName).toBe(aPolicyInput().policyName);
    expect(changed.data).toMatchObject(retain(true, 90));
    const again = await provider.call(admin, createRetentionPolicy, { body: aPolicyInput() });
    expect((await provider.call(admin, getSettings)).data).toEqual(changed.data);
    expect(again.data.id).not.toBe(made.data.id);
  });

  test("are honoured at the next poll: a job that is off waits, and a cadence counts from the run's period", async () => {
    const { admin, tenantId } = await newTenant();
    const agent = await provider.enrolled(tenantId);
    const off = await put(admin, (await provider.call(admin, getSettings)).data.etag, retain(false, 60));
    const waiting = (await provider.call(agent, shouldIRun, { body: poll })).data.decisions[0];
    expect(waiting).toMatchObject({ decision: "wait", reason: "job-off" });

    await put(admin, off.data.etag, retain(true, 60));
    const [granted] = (await provider.call(agent, shouldIRun, { body: poll })).data.decisions;
    expect(granted?.decision).toBe("run");
    if (granted?.decision !== "run") return;
    const { runId, fence, period } = granted.lease;
    const report = aRunReport({ runId: runId as RunId, fence, status: "succeeded" });
    await provider.call(agent, sendReport, { body: report });
    const [next] = (await provider.call(agent, shouldIRun, { body: poll })).data.decisions;
    expect(next).toMatchObject({
      reason: "not-due",
      nextPollAt: new Date(Date.parse(period.to) + 3_600_000).toISOString(),
    });
  });

  test("400 for what is out of bounds, 428 without If-Match, 403 for a reader, and nothing of it is kept", async () => {
    const { admin, tenantId } = await newTenant();
    const { data } = await provider.call(admin, getSettings);
    const outOfBounds = put(admin, data.etag, retain(true, 59));
    await expect(outOfBounds).rejects.toMatchObject(refused("invalid-request"));
    const wild = put(admin, "*", retain(true, 60));
    await expect(wild).rejects.toMatchObject(refused("precondition-failed"));
    const bare = provider.call(admin, updateSettings, { body: retain(true, 60) });
    await expect(bare).rejects.toMatchObject(refused("precondition-required"));
    const reader = await provider.mint.person({ tenantId, objectId: testPersonObject, roles: ["LogDoctor.Reader"] });
    await expect(put(reader, data.etag, retain(true, 60))).rejects.toMatchObject(refused("forbidden"));
    expect((await provider.call(reader, getSettings)).data).toEqual(data);
    expect((await provider.call(reader, listSettingsChanges, { query: { limit: 9 } })).data.items).toEqual([]);
  });

  test("of one tenant are not those of another", async () => {
    const [one, other] = [await newTenant(), await newTenant()];
    const { data } = await provider.call(one.admin, getSettings);
    await put(one.admin, data.etag, retain(false, 300));
    expect((await provider.call(other.admin, getSettings)).data).toMatchObject(retain(true, 1440));
    expect((await provider.call(other.admin, listSettingsChanges, { query: { limit: 9 } })).data.items).toEqual([]);
  });
});
