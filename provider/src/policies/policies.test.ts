import {
  createRetentionPolicy,
  deleteRetentionPolicy,
  getRetentionPolicy,
  listRetentionPolicies,
  previewRetentionPolicy,
  sendReport,
  shouldIRun,
  updateRetentionPolicy,
} from "@logdoctor/shared-policies";
import { aPolicyInput, aRunReport, testTenant } from "@logdoctor/shared-policies/testing";
import { beforeEach, describe, expect, test } from "vitest";
import { defaultLimits } from "../deps.ts";
import { readTenant } from "../tenants/tenant-store.ts";
import { type TestApp, testApp } from "../testing/index.ts";

const otherTenant = "2b6f0a34-1d0e-4f7b-8f3c-5a7d9c1e2f40";

let provider: TestApp;
let admin: string;
beforeEach(async () => {
  provider = await testApp();
  admin = await provider.admin();
});

const create = (over = {}) => provider.call(admin, createRetentionPolicy, { body: aPolicyInput(over) });
const versionNow = async () => (await readTenant(provider.deps.documents, testTenant)).body.bundleVersion;

test("a policy is created, read, replaced and deleted under its ETag, and each change raises the bundle version", async () => {
  const created = await create({ policyName: "Sécurité: Events!" });
  const { id } = created.data;
  expect(id).toMatch(/^securite-events-[a-z0-9]+$/);
  expect(created.etag).toBe(`"${created.data.etag}"`);
  expect(await versionNow()).toBe(2);

  provider.clock.advance(1000);
  const body = aPolicyInput({ policyName: "Renamed" });
  const updated = await provider.call(admin, updateRetentionPolicy, {
    params: { id },
    body,
    ifMatch: created.etag ?? "",
  });
  expect(updated.data).toMatchObject({ id, policyName: "Renamed", createdAt: created.data.createdAt });
  expect(updated.data.updatedAt > created.data.updatedAt).toBe(true);
  const read = await provider.call(admin, getRetentionPolicy, { params: { id } });
  expect(read).toEqual(updated);

  await provider.call(admin, deleteRetentionPolicy, { params: { id }, ifMatch: updated.data.etag });
  await expect(provider.call(admin, getRetentionPolicy, { params: { id } })).rejects.toMatchObject({
    problem: { code: "not-found" },
  });
  expect(await versionNow()).toBe(4);
});

test("412 for a change under an ETag that is not the last", async () => {
  const { data, etag = "" } = await create();
  const params = { id: data.id };
  await provider.call(admin, updateRetentionPolicy, { params, body: aPolicyInput(), ifMatch: etag });
  const refused = { problem: { code: "precondition-failed" } };
  await expect(
    provider.call(admin, updateRetentionPolicy, { params, body: aPolicyInput(), ifMatch: etag }),
  ).rejects.toMatchObject(refused);
  await expect(provider.call(admin, deleteRetentionPolicy, { params, ifMatch: etag })).rejects.toMatchObject(refused);
  await expect(provider.call(admin, deleteRetentionPolicy, { params, ifMatch: "*" })).rejects.toMatchObject(refused);
});

test("of changes at once under one ETag exactly one is made", async () => {
  const { data, etag = "" } = await create();
  const names = ["First", "Second", "Third"];
  const settled = await Promise.allSettled(
    names.map((policyName) =>
      provider.call(admin, updateRetentionPolicy, {
        params: { id: data.id },
        body: aPolicyInput({ policyName }),
        ifMatch: etag,
      }),
    ),
  );
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await versionNow()).toBe(3);
});

test("404 for a policy of another tenant, whatever is asked of it", async () => {
  const { data, etag = "" } = await create();
  const stranger = await provider.admin(otherTenant);
  const params = { id: data.id };
  const missing = { problem: { code: "not-found" } };
  await expect(provider.call(stranger, getRetentionPolicy, { params })).rejects.toMatchObject(missing);
  await expect(provider.call(stranger, deleteRetentionPolicy, { params, ifMatch: etag })).rejects.toMatchObject(
    missing,
  );
  await expect(
    provider.call(stranger, updateRetentionPolicy, { params, body: aPolicyInput(), ifMatch: etag }),
  ).rejects.toMatchObject(missing);
  expect((await provider.call(stranger, listRetentionPolicies)).data.items).toEqual([]);
});

test("lists come in pages that meet each policy once", async () => {
  const made = await Promise.all(["a", "b", "c", "d", "e"].map((policyName) => create({ policyName })));
  const first = await provider.call(admin, listRetentionPolicies, { query: { limit: 2 } });
  const second = await provider.call(admin, listRetentionPolicies, {
    query: { limit: 3, cursor: first.data.nextCursor },
  });
  expect(second.data.nextCursor).toBeUndefined();
  const ids = [...first.data.items, ...second.data.items].map(({ id }) => id);
  expect(ids.toSorted()).toEqual(made.map(({ data }) => data.id).toSorted());
});

test("a tenant keeps a bounded number of policies, also when they are made at once", async () => {
  provider = await testApp({ limits: { ...defaultLimits, policiesPerTenant: 2 } });
  admin = await provider.admin();
  const settled = await Promise.allSettled([create(), create(), create(), create()]);
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
  expect((await provider.call(admin, listRetentionPolicies)).data.items).toHaveLength(2);
});

describe("422", () => {
  test("for fields that do not fit together, each by its pointer", async () => {
    const refused = create({ retentionClass: "C", archiveEnabled: false });
    await expect(refused).rejects.toMatchObject({
      problem: {
        code: "policy-refused",
        errors: expect.arrayContaining([expect.objectContaining({ pointer: "/retentionClass" })]),
      },
    });
  });

  test.each([
    ["a union", 'Account == "a" | union Heartbeat'],
    ["data from elsewhere", 'externaldata(x:string)["https://evil.test/x"]'],
    ["another workspace", 'workspace("other").Heartbeat | take 1'],
    ["a second statement", 'Account == "a"; Heartbeat | take 5'],
    ["a disjunction", 'Account == "a" or Account == "b"'],
    ["a command", ".drop table SecurityEvent"],
    ["a comment that hides the rest", 'Account == "a" // and EventID == 1'],
    ["a thousand brackets", `${"(".repeat(900)}EventID == 1${")".repeat(900)}x`],
    ["an unknown column", "NoSuchColumn == 1"],
  ])("for a predicate with %s", async (_, predicate) => {
    await expect(create({ predicate })).rejects.toMatchObject({ problem: { code: "predicate-refused" } });
    expect(await versionNow()).toBe(1);
  });

  test("for a column that one of the tables lacks: table and place are named", async () => {
    const refused = create({ tables: ["SecurityEvent", "Heartbeat"], predicate: "EventID == 4625" });
    await expect(refused).rejects.toMatchObject({
      problem: { errors: [{ pointer: "/predicate", detail: expect.stringMatching(/Heartbeat.*line 1, column 1/) }] },
    });
  });

  test("is not given for good predicates, on declared tables and on custom ones", async () => {
    await create({ predicate: 'EventID == 4625 and Account in ("a", "b")' });
    await create({ tables: ["Contoso_CL"], predicate: 'Level_s == "Debug" and Size_d > 5 and Seen_b == true' });
  });

  test("is given for a custom table's predicate that is not one", async () => {
    await expect(create({ tables: ["Contoso_CL"], predicate: "Level_s" })).rejects.toMatchObject({
      problem: { code: "predicate-refused" },
    });
  });
});

describe("preview", () => {
  const preview = async (over = {}) =>
    (await provider.call(admin, previewRetentionPolicy, { body: { policy: aPolicyInput(over) } })).data;

  test("names problems without refusing, and stores nothing", async () => {
    const shown = await preview({ retentionClass: "C", archiveEnabled: false, predicate: "Nope == 1" });
    expect(shown.problems.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(["/retentionClass", "/predicate"]),
    );
    expect(shown.tables).toMatchObject([{ table: "SecurityEvent", known: false, method: "none" }]);
    expect((await provider.call(admin, listRetentionPolicies)).data.items).toEqual([]);
  });

  test("reckons from the agent's last inventory", async () => {
    await withInventory();
    const shown = await preview();
    expect(shown.tables).toMatchObject([
      { table: "SecurityEvent", known: true, method: "tableRetention", retentionBefore: 365, retentionAfter: 31 },
    ]);
    expect(shown.inventoryAt).toBe("2026-11-01T00:01:00.000Z");
    // 10 GB a day, 334 days beyond the 31 that come with ingestion, at 0.10 a GB and month; the archive costs 0.01 for 365 days.
    expect(shown.savings?.savedPerMonth).toBeCloseTo(10 * 334 * 0.1 - 10 * 365 * 0.01);
  });

  test("counts the other policies on a table", async () => {
    await withInventory();
    await create();
    expect((await preview()).tables).toMatchObject([{ method: "deleteData" }]);
  });

  async function withInventory(): Promise<void> {
    const agent = await provider.enrolled();
    const body = { jobs: ["retain" as const], instanceId: "instance-1", agentVersion: "0.1.0" };
    const decision = (await provider.call(agent, shouldIRun, { body })).data.decisions[0];
    if (decision?.decision !== "run") throw new Error("expected a lease");
    const report = aRunReport({ runId: decision.lease.runId });
    const days = { retentionInDays: 365, totalRetentionInDays: 365 };
    const inventory = [{ table: "SecurityEvent", plan: "Analytics" as const, ...days, gbPerDay: 10, rowsPerDay: 1e6 }];
    const retain = { tables: [], savings: report.retain?.savings ?? ({} as never), inventory };
    await provider.call(agent, sendReport, { body: { ...report, retain } });
  }
});
