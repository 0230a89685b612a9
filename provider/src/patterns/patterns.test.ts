import { listPatterns, setPattern } from "@logdoctor/shared-policies";
import { testTenant } from "@logdoctor/shared-policies/testing";
import { beforeEach, expect, test } from "vitest";
import { readTenant } from "../tenants/tenant-store.ts";
import { bundleOf } from "../testing/bundle-of.ts";
import { type TestApp, testApp } from "../testing/index.ts";

let provider: TestApp;
let admin: string;
beforeEach(async () => {
  provider = await testApp();
  admin = await provider.admin();
});

const params = { id: "sql-injection" };
const patterns = async (token = admin) => (await provider.call(token, listPatterns)).data.items;
const versionNow = async () => (await readTenant(provider.deps.documents, testTenant)).body.bundleVersion;

test("patterns are on with their own threshold until a tenant sets them; agents learn of it in the next bundle", async () => {
  const agent = await provider.enrolled();
  const [, shipped] = await patterns();
  expect(shipped).toMatchObject({ id: "sql-injection", isActive: true, threshold: 5 });
  const before = await versionNow();
  const body = { isActive: true, threshold: 9 };
  const set = await provider.call(admin, setPattern, { params, body, ifMatch: shipped?.etag ?? "" });
  expect(set.data).toMatchObject({ threshold: 9, defaultThreshold: 5, tenantId: testTenant });
  expect(await versionNow()).toBe(before + 1);
  const { policies, bundleVersion } = await bundleOf(provider, agent);
  expect(bundleVersion).toBe(before + 1);
  expect(policies.detect).toEqual({ patterns: [{ patternId: "sql-injection", ...body }], exceptions: [] });
  const off = await provider.call(admin, setPattern, { params, body: { isActive: false }, ifMatch: set.etag ?? "" });
  expect(off.data).toMatchObject({ isActive: false, threshold: 5 });
  const stranger = await provider.admin("2b6f0a34-1d0e-4f7b-8f3c-5a7d9c1e2f40");
  expect((await patterns(stranger))[1]).toMatchObject({ isActive: true, threshold: 5, etag: shipped?.etag });
});

test("of two settings under one ETag one is kept; a pattern that does not ship cannot be set", async () => {
  const [, shipped] = await patterns();
  const ifMatch = shipped?.etag ?? "";
  const change = () => provider.call(admin, setPattern, { params, body: { isActive: false }, ifMatch });
  const settled = await Promise.allSettled([change(), change()]);
  expect(settled.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await expect(change()).rejects.toMatchObject({ problem: { code: "precondition-failed" } });
  const missing = provider.call(admin, setPattern, { params: { id: "none" }, body: { isActive: false }, ifMatch });
  await expect(missing).rejects.toMatchObject({ problem: { code: "not-found" } });
});
