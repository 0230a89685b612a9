import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Contoso, callArm, rowsOf, startContoso, trace } from "../testing/contoso.ts";

const DAY_MS = 86_400_000;

type Properties = Record<string, unknown> & { retentionInDays: number };

async function properties(response: Response): Promise<Properties> {
  return ((await response.json()) as { properties: Properties }).properties;
}

describe("what ARM answers", () => {
  let contoso: Contoso;
  beforeAll(async () => {
    contoso = await startContoso();
  });
  afterAll(() => contoso[Symbol.asyncDispose]());

  const patch = (table: string, change: object): Promise<Response> =>
    contoso.arm("PATCH", `/tables/${table}`, { properties: change });

  test("lists tables with their schema and the documented defaults", async () => {
    const { value } = (await (await contoso.arm("GET", "/tables")).json()) as { value: { name: string }[] };

    expect(value.map((table) => table.name)).toEqual(
      expect.arrayContaining(["AppTraces", "SecurityEvent", "Syslog", "Orders_CL"]),
    );
    expect(await properties(await contoso.arm("GET", "/tables/Syslog"))).toMatchObject({
      retentionInDays: 30,
      retentionInDaysAsDefault: true,
      totalRetentionInDays: 30,
      archiveRetentionInDays: 0,
      plan: "Analytics",
      provisioningState: "Succeeded",
      schema: { tableType: "Microsoft" },
    });
    expect(await properties(await contoso.arm("GET", "/tables/apptraces"))).toMatchObject({
      retentionInDays: 90,
      retentionInDaysAsDefault: true,
    });
  });

  test("takes any case in literals, and asks for an api-version and a token", async () => {
    const { azure, tenant } = contoso;
    const token = await contoso.token("https://management.azure.com/");
    const odd = tenant.workspaceResourceId
      .replace("resourceGroups", "resourcegroups")
      .replace("Microsoft.OperationalInsights", "MICROSOFT.operationalinsights");
    expect((await callArm(`${azure.url}${odd}`, "GET", token)).status).toBe(200);

    const bare = await fetch(`${azure.url}${tenant.workspaceResourceId}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(bare.status).toBe(400);
    expect(await bare.json()).toMatchObject({ error: { code: "MissingApiVersionParameter" } });
    const anonymous = await fetch(`${azure.url}${tenant.workspaceResourceId}?api-version=2023-09-01`);
    expect(anonymous.status).toBe(401);
    expect(await anonymous.json()).toMatchObject({ error: { code: "AuthenticationFailed" } });
  });

  test("PATCH leaves out what stays, -1 and null mean the default", async () => {
    expect(await properties(await patch("Syslog", { totalRetentionInDays: 730 }))).toMatchObject({
      retentionInDays: 30,
      totalRetentionInDays: 730,
      archiveRetentionInDays: 700,
    });
    expect(await properties(await patch("Syslog", { retentionInDays: 14 }))).toMatchObject({
      retentionInDays: 14,
      retentionInDaysAsDefault: false,
      totalRetentionInDays: 730,
    });
    expect(await properties(await patch("Syslog", { retentionInDays: -1, totalRetentionInDays: null }))).toMatchObject({
      retentionInDaysAsDefault: true,
      totalRetentionInDaysAsDefault: true,
      totalRetentionInDays: 30,
    });
  });

  test("PUT sets what is left out to the default", async () => {
    await patch("Event", { retentionInDays: 10, totalRetentionInDays: 100 });
    const after = await properties(
      await contoso.arm("PUT", "/tables/Event", { properties: { totalRetentionInDays: 365 } }),
    );
    expect(after).toMatchObject({ retentionInDays: 30, retentionInDaysAsDefault: true, totalRetentionInDays: 365 });
  });

  test.each([
    [{ retentionInDays: 3 }],
    [{ retentionInDays: 731 }],
    [{ retentionInDays: 7.5 }],
    [{ totalRetentionInDays: 731 }],
    [{ totalRetentionInDays: 1096 }],
    [{ totalRetentionInDays: 4384 }],
    [{ retentionInDays: 60, totalRetentionInDays: 30 }],
  ])("refuses %j", async (change) => {
    const response = await patch("Perf", change);

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { code: "InvalidParameter", target: expect.stringMatching(/^properties\./) },
    });
    expect(await properties(await contoso.arm("GET", "/tables/Perf"))).toMatchObject({
      retentionInDays: 30,
      totalRetentionInDays: 30,
    });
  });

  test("switches a plan once a week, where the table supports it", async () => {
    expect((await patch("AuditLogs", { plan: "Basic" })).status).toBe(400);
    expect(await properties(await patch("ContainerLogV2", { plan: "Basic" }))).toMatchObject({
      plan: "Basic",
      retentionInDays: 30,
    });
    expect((await patch("ContainerLogV2", { plan: "Analytics" })).status).toBe(400);
    expect((await patch("ContainerLogV2", { retentionInDays: 60 })).status).toBe(400);
    contoso.azure.clock.advance(7 * DAY_MS);
    expect(await properties(await patch("ContainerLogV2", { plan: "Analytics" }))).toMatchObject({ plan: "Analytics" });
  });

  test("creates a custom table with PUT", async () => {
    const columns = [
      { name: "TimeGenerated", type: "dateTime" },
      { name: "Ok", type: "boolean" },
    ];
    const body = { properties: { schema: { name: "New_CL", columns } } };
    expect(await properties(await contoso.arm("PUT", "/tables/New_CL", body))).toMatchObject({
      schema: { tableType: "CustomLog" },
    });
    expect((await contoso.arm("PUT", "/tables/NoSuffix", body)).status).toBe(400);
  });

  test("names the missing action, and the request log holds what was needed", async () => {
    const { azure, tenant } = contoso;
    const reader = azure.addIdentity({ name: "reader", tenantId: tenant.tenantId });
    azure.grantRole(reader.objectId, "Log Analytics Reader", tenant.workspaceResourceId);
    const token = await contoso.token("https://management.azure.com/", reader);
    const url = `${azure.url}${tenant.workspaceResourceId}/tables/Perf`;
    expect((await callArm(url, "GET", token)).status).toBe(200);

    const refused = await callArm(url, "PATCH", token, { properties: { retentionInDays: 10 } });
    expect(refused.status).toBe(403);
    const action = "Microsoft.OperationalInsights/workspaces/tables/write";
    expect(await refused.json()).toMatchObject({
      error: { code: "AuthorizationFailed", message: expect.stringContaining(action) },
    });
    expect(azure.requests.actions(reader.objectId)).toEqual([
      "Microsoft.OperationalInsights/workspaces/tables/read",
      action,
    ]);
  });
});

describe("the Updating lock", () => {
  test("holds until its time is over, and 202 carries an operation to poll", async () => {
    await using contoso = await startContoso({ behaviour: { tableUpdateMs: 60_000, tableWriteAnswer: 202 } });
    const first = await contoso.arm("PATCH", "/tables/Syslog", { properties: { retentionInDays: 10 } });
    expect(first.status).toBe(202);
    expect((await contoso.arm("PATCH", "/tables/Syslog", { properties: { retentionInDays: 11 } })).status).toBe(409);
    expect(await properties(await contoso.arm("GET", "/tables/Syslog"))).toMatchObject({
      provisioningState: "Updating",
      retentionInDays: 10,
    });

    contoso.azure.clock.advance(60_000);
    const poll = await callArm(
      first.headers.get("azure-asyncoperation") ?? "",
      "GET",
      await contoso.token("https://management.azure.com/"),
    );
    expect(await poll.json()).toMatchObject({ status: "Succeeded" });
    expect(await properties(await contoso.arm("GET", "/tables/Syslog"))).toMatchObject({
      provisioningState: "Succeeded",
    });
  });
});

describe("what retention does to data", () => {
  const messages = async (contoso: Contoso): Promise<unknown[]> =>
    (await rowsOf(await contoso.query("AppTraces | project Message | sort by Message asc"))).flat();

  test("rows past analytics retention leave the answers, and come back exact when it is lengthened again", async () => {
    await using contoso = await startContoso();
    const bag = { Properties: { n: 1, deep: ["한", null] }, Measurements: "not an object" };
    await contoso.azure.loadRows(contoso.tenant.customerId, "AppTraces", [
      trace(5, "a"),
      trace(20, "b", bag),
      trace(80, "c"),
    ]);
    const everything = "AppTraces | extend At = ingestion_time() | sort by Message asc";
    const before = await (await contoso.query(everything)).text();

    await contoso.arm("PATCH", "/tables/AppTraces", { properties: { retentionInDays: 14, totalRetentionInDays: 365 } });
    expect(await messages(contoso)).toEqual(["a"]);
    await contoso.arm("PATCH", "/tables/AppTraces", { properties: { retentionInDays: 30 } });
    expect(await messages(contoso)).toEqual(["a", "b"]);
    await contoso.arm("PATCH", "/tables/AppTraces", { properties: { retentionInDays: 90 } });
    expect(await (await contoso.query(everything)).text()).toBe(before);
  });

  test("a query of several tables keeps each to its own retention, and nothing is lost by it", async () => {
    await using contoso = await startContoso();
    const bag = { Properties: { n: 1, deep: ["한", null] }, Measurements: "not an object" };
    await contoso.azure.loadRows(contoso.tenant.customerId, "AppTraces", [trace(5, "a"), trace(20, "b", bag)]);
    await contoso.azure.loadRows(contoso.tenant.customerId, "Syslog", [trace(20, "c")]);
    const everything = "AppTraces | extend At = ingestion_time() | sort by Message asc";
    const before = await (await contoso.query(everything)).text();
    await contoso.arm("PATCH", "/tables/AppTraces", { properties: { retentionInDays: 14, totalRetentionInDays: 365 } });

    const union =
      "union (AppTraces | project Type), (Syslog | project Type) | summarize Rows = count() by Type | sort by Type asc";
    expect(await rowsOf(await contoso.query(union))).toEqual([
      ["AppTraces", 1],
      ["Syslog", 1],
    ]);
    expect(await messages(contoso)).toEqual(["a"]);
    await contoso.arm("PATCH", "/tables/AppTraces", { properties: { retentionInDays: 30 } });
    expect(await (await contoso.query(everything)).text()).toBe(before);
  });

  test("a shorter total retention takes data only after 30 days, and may be taken back until then", async () => {
    await using contoso = await startContoso();
    await contoso.azure.loadRows(contoso.tenant.customerId, "AppTraces", [trace(20, "kept"), trace(1, "fresh")]);
    const retain = (days: number): Promise<Response> =>
      contoso.arm("PATCH", "/tables/AppTraces", { properties: { retentionInDays: days } });

    await retain(14);
    contoso.azure.clock.advance(29 * DAY_MS);
    await retain(60);
    expect(await messages(contoso)).toEqual(["fresh", "kept"]);

    await retain(14);
    contoso.azure.clock.advance(31 * DAY_MS);
    expect(await messages(contoso)).toEqual([]);
    await retain(730);
    expect(await messages(contoso)).toEqual([]);
  });

  test("rows vanish by themselves as the clock passes their retention", async () => {
    await using contoso = await startContoso();
    await contoso.azure.loadRows(contoso.tenant.customerId, "AppTraces", [trace(0, "a"), trace(89.5, "b")]);
    expect(await messages(contoso)).toEqual(["a", "b"]);

    contoso.azure.clock.advance(DAY_MS);
    expect(await messages(contoso)).toEqual(["a"]);
  });
});
