import { describe, expect, test } from "vitest";
import { type Contoso, callArm, NOW, rowsOf, startContoso, trace } from "../testing/contoso.ts";

const OLD = { filters: [{ column: "TimeGenerated", operator: "<", value: "2026-11-16T00:00:00Z" }] };

async function follow(contoso: Contoso, url: string | null): Promise<Response> {
  return callArm(url ?? "", "GET", await contoso.token("https://management.azure.com/"));
}

async function count(contoso: Contoso): Promise<unknown> {
  return (await rowsOf(await contoso.query("AppTraces | count")))[0]?.[0];
}

async function load(contoso: Contoso): Promise<void> {
  await contoso.azure.loadRows(contoso.tenant.customerId, "AppTraces", [
    trace(1, "new"),
    trace(7, "old"),
    trace(8, "older"),
  ]);
}

describe("deleteData", () => {
  test("is accepted, runs for its time and then reports the rows it took", async () => {
    await using contoso = await startContoso({ behaviour: { deleteDataMs: 300_000, runningStatus: "Running" } });
    await load(contoso);

    const accepted = await contoso.arm("POST", "/tables/AppTraces/deleteData", OLD);
    expect(accepted.status).toBe(202);
    expect(accepted.headers.get("location")).toContain("/tables/AppTraces/operationresults/");
    const status = accepted.headers.get("azure-asyncoperation");
    expect(status).toContain("/providers/Microsoft.OperationalInsights/locations/koreacentral/operationstatuses/");
    expect(await (await follow(contoso, status)).json()).toMatchObject({
      status: "Running",
      startTime: new Date(NOW).toISOString(),
    });
    expect((await follow(contoso, accepted.headers.get("location"))).status).toBe(202);
    expect(await count(contoso)).toBe(3);

    contoso.azure.clock.advance(300_000);
    expect(await (await follow(contoso, status)).json()).toMatchObject({
      status: "Succeeded",
      properties: { RecordCount: 2, Status: "Completed" },
    });
    expect((await follow(contoso, accepted.headers.get("location"))).status).toBe(200);
    expect(await count(contoso)).toBe(1);
    const action = "Microsoft.OperationalInsights/workspaces/tables/deleteData/action";
    expect(contoso.azure.requests.actions(contoso.agent.objectId)).toContain(action);
  });

  test.each([
    [true, 1],
    [false, 2],
  ])("takes rows that arrive while it runs: %j", async (deleteDataTakesLateRows, left) => {
    await using contoso = await startContoso({ behaviour: { deleteDataTakesLateRows } });
    await load(contoso);

    await contoso.arm("POST", "/tables/AppTraces/deleteData", OLD);
    await contoso.azure.loadRows(contoso.tenant.customerId, "AppTraces", [trace(9, "late")]);
    contoso.azure.clock.advance(3_600_000);
    expect(await count(contoso)).toBe(left);
  });

  test("is allowed ten times an hour", async () => {
    await using contoso = await startContoso();
    await load(contoso);
    for (let call = 0; call < 10; call += 1)
      expect((await contoso.arm("POST", "/tables/AppTraces/deleteData", OLD)).status).toBe(202);

    const refused = await contoso.arm("POST", "/tables/Syslog/deleteData", OLD);
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("3600");
    contoso.azure.clock.advance(3_600_000);
    expect((await contoso.arm("POST", "/tables/Syslog/deleteData", OLD)).status).toBe(202);
  });

  test.each([
    ["no filter", { filters: [] }],
    ["an unknown operator", { filters: [{ column: "TimeGenerated", operator: "!=", value: "x" }] }],
    ["an unknown column", { filters: [{ column: "Nothing", operator: "==", value: "x" }] }],
    ["a member of its own", { ...OLD, table: "AppTraces" }],
  ])("refuses %s without using the quota", async (_what, body) => {
    await using contoso = await startContoso({ limits: { deleteDataPerHour: 1 } });
    expect((await contoso.arm("POST", "/tables/AppTraces/deleteData", body)).status).toBe(400);
    expect((await contoso.arm("POST", "/tables/AppTraces/deleteData", OLD)).status).toBe(202);
  });

  test("refuses a table on the Basic plan", async () => {
    await using contoso = await startContoso();
    await contoso.arm("PATCH", "/tables/AppTraces", { properties: { plan: "Basic" } });
    expect((await contoso.arm("POST", "/tables/AppTraces/deleteData", OLD)).status).toBe(400);
  });
});

describe("purge", () => {
  test("stays pending for days and then takes the rows", async () => {
    await using contoso = await startContoso();
    await load(contoso);

    const accepted = await contoso.arm("POST", "/purge", { table: "AppTraces", ...OLD });
    expect(accepted.status).toBe(202);
    const { operationId } = (await accepted.json()) as { operationId: string };
    const status = accepted.headers.get("x-ms-status-location");
    expect(operationId).toMatch(/^purge-/);
    expect(status).toContain(operationId);
    expect(await (await follow(contoso, status)).json()).toEqual({ status: "pending" });

    contoso.azure.clock.advance(3 * 86_400_000);
    expect(await (await follow(contoso, status)).json()).toEqual({ status: "completed" });
    expect(await count(contoso)).toBe(1);
  });

  test("has an hourly quota of its own", async () => {
    await using contoso = await startContoso({ limits: { purgePerHour: 1 } });
    expect((await contoso.arm("POST", "/purge", { table: "AppTraces", ...OLD })).status).toBe(202);
    expect((await contoso.arm("POST", "/purge", { table: "AppTraces", ...OLD })).status).toBe(429);
    expect((await contoso.arm("POST", "/tables/AppTraces/deleteData", OLD)).status).toBe(202);
  });
});

describe("workspace", () => {
  test("PATCH changes the default retention, with the grace period or without it", async () => {
    await using contoso = await startContoso();
    await contoso.arm("PATCH", "", { properties: { retentionInDays: 60 } });
    await contoso.azure.loadRows(contoso.tenant.customerId, "Orders_CL", [
      '{"TimeGenerated":"2026-10-10T00:00:00Z","Big":1}',
    ]);
    expect(await rowsOf(await contoso.query("Orders_CL | count"))).toEqual([[1]]);

    await contoso.arm("PATCH", "", { properties: { retentionInDays: 30 } });
    await contoso.arm("PATCH", "", { properties: { retentionInDays: 60 } });
    expect(await rowsOf(await contoso.query("Orders_CL | count"))).toEqual([[1]]);
    await contoso.arm("PATCH", "", {
      properties: { retentionInDays: 30, features: { immediatePurgeDataOn30Days: true } },
    });
    await contoso.arm("PATCH", "", { properties: { retentionInDays: 60 } });
    expect(await rowsOf(await contoso.query("Orders_CL | count"))).toEqual([[0]]);
    expect((await contoso.arm("PATCH", "", { properties: { retentionInDays: 20 } })).status).toBe(400);
  });

  test("another tenant does not see it", async () => {
    await using contoso = await startContoso();
    const { azure, tenant } = contoso;
    const stranger = azure.addIdentity({ name: "stranger", tenantId: "99999999-9999-4999-8999-999999999999" });
    azure.grant({
      principalId: stranger.objectId,
      scope: "/subscriptions/22222222-2222-4222-8222-222222222222",
      actions: ["*"],
    });
    const token = await contoso.token("https://management.azure.com/", stranger);
    expect((await callArm(`${azure.url}${tenant.workspaceResourceId}`, "GET", token)).status).toBe(404);
  });
});
