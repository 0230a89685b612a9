import { randomBytes } from "node:crypto";
import type { OperationInput } from "@azure/cosmos";
import { aRunReport, testTenant } from "@logdoctor/shared-policies/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { StoredRun } from "../../documents/kinds.ts";
import { runAfter } from "../../runs/run-after.ts";
import { writeRun } from "../../runs/run-store.ts";
import { type CosmosEmulator, cosmosEmulator } from "../../testing/cosmos-emulator.ts";
import { describeStore, policyWrite } from "../../testing/store-contract.ts";
import { containers } from "./containers.ts";
import { cosmosStore } from "./cosmos-store.ts";

describeStore("The Cosmos DB store", async (clock) => {
  const emulator = await cosmosEmulator();
  const store = cosmosStore({ database: emulator.database, now: clock.now, close: () => undefined });
  return { store, dispose: emulator.close };
});

describe("items", () => {
  const now = new Date("2026-11-10T00:00:00Z");
  let emulator: CosmosEmulator;
  beforeAll(async () => {
    emulator = await cosmosEmulator();
  });
  afterAll(() => emulator.close());
  const store = (): ReturnType<typeof cosmosStore> =>
    cosmosStore({ database: emulator.database, now: () => now, close: () => undefined });

  test("lie in their tenant's partition and carry their time to live", async () => {
    const body = { createdBy: "admin", expiresAt: "2026-11-11T00:00:00.000Z" };
    const write = { op: "create", kind: "enrolment-code", id: "abc", body, expiresAt: body.expiresAt } as const;
    await store().commit(testTenant, [write]);
    const container = emulator.database.container(containers.activity.id);
    const { resource } = await container.item("enrolment-code:abc", testTenant).read();
    expect(resource).toMatchObject({ tenantId: testTenant, kind: "enrolment-code", ttl: 86_400 });
  });

  test("a large run is kept compressed and comes back whole", async () => {
    const run = largeRun(4000);
    await store().commit(testTenant, [writeRun(undefined, run, now)]);
    expect((await store().read(testTenant, "run", run.run.id))?.body).toEqual(run);
    const container = emulator.database.container(containers.activity.id);
    const { resource } = await container.item(`run:${run.run.id}`, testTenant).read();
    expect(JSON.stringify(resource).length).toBeLessThan(JSON.stringify(run).length / 2);
  });

  test("a body that no item can hold is refused", async () => {
    // Random bytes do not compress.
    const noise = randomBytes(2_000_000).toString("base64");
    const run = { ...largeRun(1), reports: { 1: noise } };
    const written = store().commit(testTenant, [writeRun(undefined, run, now)]);
    await expect(written).rejects.toMatchObject({ code: "body-too-large" });
  });

  test("a store that is away is told as unavailable", async () => {
    const away = await cosmosEmulator();
    const gone = cosmosStore({ database: away.database, now: () => now, close: () => undefined });
    await away.close();
    await expect(gone.read(testTenant, "lease", "retain")).rejects.toMatchObject({ code: "unavailable" });
    await expect(gone.commit(testTenant, [policyWrite("lost")])).rejects.toMatchObject({ code: "unavailable" });
  });
});

test("the emulator's front refuses a whole batch, as Cosmos DB does", async () => {
  const emulator = await cosmosEmulator();
  const container = emulator.database.container(containers.config.id);
  const create: OperationInput = { operationType: "Create", resourceBody: { id: "one", tenantId: testTenant } };
  const { result, code } = await container.items.batch([create, { operationType: "Delete", id: "absent" }], testTenant);
  expect(code).toBe(207);
  expect(result?.map(({ statusCode }) => statusCode)).toEqual([424, 404]);
  expect((await container.item("one", testTenant).read()).resource).toBeUndefined();
  await emulator.close();
});

function largeRun(reports: number): StoredRun {
  const report = aRunReport({ errorMessage: "x".repeat(1000) });
  const agentId = "agt_testing00" as Parameters<typeof runAfter>[1]["agentId"];
  const { run } = runAfter(undefined, { report, digest: "d", tenantId: testTenant, agentId });
  return { run, reports: Object.fromEntries(Array.from({ length: reports }, (_, i) => [i, "digest".repeat(20)])) };
}
