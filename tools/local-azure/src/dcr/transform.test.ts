import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Contoso, callArm, NOW, rowsOf, startContoso } from "../testing/contoso.ts";

const SUBSCRIPTION = "/subscriptions/22222222-2222-4222-8222-222222222222";
const RULES = `${SUBSCRIPTION}/resourceGroups/logs/providers/Microsoft.Insights/dataCollectionRules`;
const HOUR = 3_600_000;

let contoso: Contoso;
beforeAll(async () => {
  contoso = await startContoso({ behaviour: { transformActivationMs: HOUR } });
});
afterAll(() => contoso[Symbol.asyncDispose]());
beforeEach(() => contoso.azure.clock.set(NOW));

const ORDER_COLUMNS = [
  { name: "TimeGenerated", type: "datetime" },
  { name: "Big", type: "long" },
  { name: "Bag", type: "dynamic" },
  { name: "Paid", type: "boolean" },
];

async function arm(method: string, path: string, body?: unknown): Promise<Response> {
  const join = path.includes("?") ? "&" : "?";
  const url = `${contoso.azure.url}${RULES}/${path}${join}api-version=2024-02-01`;
  return callArm(url, method, await contoso.token("https://management.azure.com/"), body);
}

interface Rule {
  readonly id: string;
  readonly properties: { readonly immutableId: string };
}

async function putRule(name: string, body: object): Promise<Rule> {
  const response = await arm("PUT", name, body);
  expect(response.status).toBeLessThan(300);
  return (await response.json()) as Rule;
}

function destinations(): object {
  return { logAnalytics: [{ name: "la", workspaceResourceId: contoso.tenant.workspaceResourceId }] };
}

function ordersRule(transformKql: string): object {
  return {
    location: "koreacentral",
    properties: {
      streamDeclarations: { "Custom-Orders": { columns: ORDER_COLUMNS } },
      destinations: destinations(),
      dataFlows: [{ streams: ["Custom-Orders"], destinations: ["la"], outputStream: "Custom-Orders_CL", transformKql }],
    },
  };
}

function workspaceRule(transformKql: string): object {
  const flow = { streams: ["Microsoft-Table-AppTraces"], destinations: ["la"], transformKql };
  return {
    location: "koreacentral",
    kind: "WorkspaceTransforms",
    properties: { dataSources: {}, destinations: destinations(), dataFlows: [flow] },
  };
}

async function send({ properties }: Rule, rows: string): Promise<void> {
  const path = `/dataCollectionRules/${properties.immutableId}/streams/Custom-Orders?api-version=2023-01-01`;
  const response = await fetch(`${contoso.azure.url}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${await contoso.token("https://monitor.azure.com")}` },
    body: rows,
  });
  expect(response.status).toBe(204);
}

async function ask(query: string): Promise<unknown[][]> {
  return rowsOf(await contoso.query(query));
}

describe("a transformation", () => {
  test("is in force only when its time has come, and changes rows without loss from then on", async () => {
    const rule = await putRule("orders", ordersRule("source | where Big > 1 | extend Text = strcat('n', Big)"));
    await send(rule, '[{"Big":1}]');
    expect(await ask("Orders_CL | count")).toEqual([[1]]);

    contoso.azure.clock.advance(HOUR);
    await send(rule, '[{"Big":1},{"Big":9007199254740993,"Bag":{"a":[1,"1",2.50],"b":null}},{"Big":2,"Bag":"5"}]');
    const rows = await ask(
      "Orders_CL | where isnotempty(Text) | sort by Big asc | project tostring(Big), Text, Bag.a, gettype(Bag)",
    );
    expect(rows).toEqual([
      ["2", "n2", null, "string"],
      ["9007199254740993", "n9007199254740993", '[1,"1",2.5]', "dictionary"],
    ]);
  });

  test("stays in force until the last of those written after it is", async () => {
    const name = "thrice";
    const rule = await putRule(name, ordersRule("source | where Big > 1"));
    contoso.azure.clock.advance(HOUR);
    await putRule(name, ordersRule("source | where Big > 2"));
    contoso.azure.clock.advance(60_000);
    await putRule(name, ordersRule("source | where Big > 3"));
    await send(rule, '[{"Big":1,"Paid":true},{"Big":2,"Paid":true}]');
    contoso.azure.clock.advance(HOUR);
    await send(rule, '[{"Big":3,"Paid":true},{"Big":4,"Paid":true}]');
    expect(
      await ask("Orders_CL | where Big in (1, 2, 3, 4) and isempty(Text) | summarize make_set(Big)"),
    ).toBeDefined();
    const stored = await ask(
      `Orders_CL | where TimeGenerated >= datetime(${NOW}) | where ingestion_time() > datetime(${NOW}) + 1h | sort by Big asc | project Big`,
    );
    expect(stored).toEqual([[2], [4]]);
  });

  test("of the workspace takes what diagnostic settings send, and nothing that another rule brings", async () => {
    const rule = await putRule("workspace", workspaceRule("source | where SeverityLevel >= 2"));
    contoso.azure.clock.advance(HOUR);
    const traces = [1, 2, 3].map((level) => JSON.stringify({ SeverityLevel: level, Message: "m" }));
    const { azure, tenant } = contoso;
    const unlinked = await azure.sendDiagnostics(tenant.workspaceResourceId, "AppTraces", traces);
    expect(unlinked).toEqual({ received: 3, stored: 3, dropped: 0, failed: 0 });

    await contoso.arm("PATCH", "", { properties: { defaultDataCollectionRuleResourceId: rule.id } });
    const linked = await azure.sendDiagnostics(tenant.workspaceResourceId, "AppTraces", traces);
    expect(linked).toEqual({ received: 3, stored: 2, dropped: 1, failed: 0 });
    expect(await ask("AppTraces | count")).toEqual([[5]]);
    const other = await azure.sendDiagnostics(tenant.workspaceResourceId, "AppEvents", ['{"Name":"e"}']);
    expect(other.stored).toBe(1);
  });

  test.each([
    ["an operator that is not documented for it", "source | summarize count()", "summarize"],
    ["a column that the stream lacks", "source | where Nothing == 1", "Nothing"],
    ["a column that only the service writes", "source | where _ItemId == 'x'", "_ItemId"],
  ])("with %s is refused when it is written", async (_what, transformKql, named) => {
    const response = await arm("PUT", "bad", ordersRule(transformKql));
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as { error: { details: { code: string; message: string }[] } };
    expect(error.details[0]).toMatchObject({ code: "InvalidTransformQuery" });
    expect(error.details[0]?.message).toContain(named);
  });
});

describe("metrics and errors of a rule", () => {
  const total = async (metric: string): Promise<number> => {
    const timespan = `${NOW}/2026-11-22T00:00:00Z`;
    const path = `counted/providers/microsoft.insights/metrics?metricnames=${metric}&interval=PT1H&timespan=${timespan}`;
    const { value } = (await (await arm("GET", path)).json()) as {
      value: { timeseries: { data: { total: number }[] }[] }[];
    };
    return (value[0]?.timeseries[0]?.data ?? []).reduce((sum, point) => sum + point.total, 0);
  };

  test("count what came, what was left out, and what failed; failures are logged where a setting says", async () => {
    const rule = await putRule("counted", ordersRule("source | where Big > 1"));
    contoso.azure.clock.advance(HOUR);
    await send(rule, '[{"Big":1},{"Big":2},{"Big":3},{"Big":4}]');
    const definitions = (await (await arm("GET", "counted/providers/microsoft.insights/metricdefinitions")).json()) as {
      value: { name: { value: string; localizedValue: string } }[];
    };
    const idOf = (name: string) => definitions.value.find((one) => one.name.localizedValue === name)?.name.value ?? "";
    const received = idOf("Logs Rows Received per Min");
    const dropped = idOf("Logs Rows Dropped per Min");
    const errors = idOf("Logs Transformation Errors per Min");
    expect([await total(received), await total(dropped), await total(errors)]).toEqual([4, 1, 0]);

    const setting = "counted/providers/Microsoft.Insights/diagnosticSettings/errors";
    const { workspaceResourceId } = contoso.tenant;
    await arm("PUT", setting, {
      properties: { workspaceId: workspaceResourceId, logs: [{ category: "LogErrors", enabled: true }] },
    });
    contoso.azure.breakTransforms(rule.id, 0.5);
    await send(rule, '[{"Big":5},{"Big":6},{"Big":7},{"Big":8}]');
    expect([await total(received), await total(dropped), await total(errors)]).toEqual([8, 3, 2]);
    expect(await ask("DCRLogErrors | project OperationName, InputStreamId, _ResourceId")).toEqual([
      ["Transformation", "Custom-Orders", rule.id.toLowerCase()],
    ]);
    expect(await ask("Orders_CL | where Big > 4 and Big < 100 | summarize make_set(Big)")).toEqual([["[5,7]"]]);
  });

  test("refuse a metric, an interval and a rule that are not there", async () => {
    await putRule("counted", ordersRule("source"));
    const metrics = "counted/providers/microsoft.insights/metrics";
    expect((await arm("GET", `${metrics}?metricnames=Nothing`)).status).toBe(400);
    expect((await arm("GET", `${metrics}?interval=PT2M`)).status).toBe(400);
    expect((await arm("GET", "nowhere/providers/microsoft.insights/metrics")).status).toBe(404);
  });
});
