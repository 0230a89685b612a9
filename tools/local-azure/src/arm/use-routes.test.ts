import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Contoso, callArm, startContoso } from "../testing/contoso.ts";

let contoso: Contoso;
beforeAll(async () => {
  contoso = await startContoso();
  contoso.azure.setQueryDocuments(contoso.tenant.workspaceResourceId, {
    savedSearches: { Noise: { query: "AppTraces | take 5", functionAlias: "Noise" } },
    alertRules: { errors: { query: "AppExceptions | count" } },
    workbooks: { Overview: ["Perf | take 1", "Heartbeat | count"] },
    summaryRules: { hourly: { query: "Syslog | summarize count()", destinationTable: "Hourly_CL" } },
  });
});
afterAll(() => contoso[Symbol.asyncDispose]());

const subscription = "/subscriptions/22222222-2222-4222-8222-222222222222";

async function listOf(path: string, identity = contoso.agent) {
  const token = await contoso.token("https://management.azure.com/", identity);
  const response = await callArm(`${contoso.azure.url}${path}`, "GET", token);
  const { value } = (await response.json()) as { value?: { name: string; properties: Record<string, unknown> }[] };
  return { status: response.status, value: value ?? [] };
}

describe("lists of what holds queries", () => {
  test("savedSearches and summaryLogs are the workspace's", async () => {
    const base = contoso.tenant.workspaceResourceId;
    const saved = await listOf(`${base}/savedSearches?api-version=2025-07-01`);
    expect(saved.value).toMatchObject([{ name: "Noise", properties: { query: "AppTraces | take 5" } }]);
    const summary = await listOf(`${base}/summaryLogs?api-version=2025-07-01`);
    expect(summary.value).toMatchObject([{ properties: { ruleDefinition: { query: "Syslog | summarize count()" } } }]);
  });

  test("scheduledQueryRules are the subscription's", async () => {
    const path = `${subscription}/providers/Microsoft.Insights/scheduledQueryRules?api-version=2022-06-15`;
    expect((await listOf(path)).value).toMatchObject([
      { properties: { criteria: { allOf: [{ query: "AppExceptions | count" }] } } },
    ]);
  });

  test("workbooks tell their content to who asks for it", async () => {
    const path = `${subscription}/providers/Microsoft.Insights/workbooks?category=workbook&api-version=2023-06-01`;
    const [bare] = (await listOf(path)).value;
    expect(bare?.properties).toMatchObject({ displayName: "Overview" });
    expect(bare?.properties).not.toHaveProperty("serializedData");
    const [whole] = (await listOf(`${path}&canFetchContent=true`)).value;
    expect(String(whole?.properties["serializedData"])).toContain("Heartbeat | count");
  });

  test("each needs its own right", async () => {
    const other = contoso.azure.addIdentity({ name: "reader", tenantId: contoso.agent.tenantId });
    contoso.azure.grant({
      principalId: other.objectId,
      scope: contoso.tenant.workspaceResourceId,
      actions: ["Microsoft.OperationalInsights/workspaces/savedSearches/read"],
    });
    const base = contoso.tenant.workspaceResourceId;
    expect((await listOf(`${base}/savedSearches?api-version=2025-07-01`, other)).status).toBe(200);
    expect((await listOf(`${base}/summaryLogs?api-version=2025-07-01`, other)).status).toBe(403);
    const alerts = `${subscription}/providers/Microsoft.Insights/scheduledQueryRules?api-version=2022-06-15`;
    expect((await listOf(alerts, other)).status).toBe(403);
  });
});
