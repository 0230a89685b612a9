import { ManagedIdentityCredential } from "@azure/identity";
import { LogsQueryClient, LogsQueryResultStatus } from "@azure/monitor-query-logs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Contoso, rowsOf, startContoso, trace } from "../testing/contoso.ts";

let contoso: Contoso;
let client: LogsQueryClient;

beforeAll(async () => {
  contoso = await startContoso();
  const { azure, tenant, agent } = contoso;
  await azure.loadRows(tenant.customerId, "AppTraces", [
    trace(0.1, "new", { Properties: { a: [1, null] } }),
    trace(3, "older"),
    trace(5, "oldest"),
  ]);
  await azure.loadRows(tenant.customerId, "Orders_CL", [
    '{"TimeGenerated":"2026-11-20T01:02:03.1234567Z","Big":9223372036854775807,"Bag":{"n":12345678901234567890},"Text":""}',
  ]);
  Object.assign(process.env, agent.environment);
  client = new LogsQueryClient(new ManagedIdentityCredential({ clientId: agent.clientId }), {
    endpoint: `${azure.url}/v1`,
    credentials: { scopes: ["https://api.loganalytics.io/.default"] },
    retryOptions: { maxRetries: 0 },
  });
});

afterAll(() => contoso[Symbol.asyncDispose]());

async function errorOf(
  response: Response,
): Promise<{ status: number; code: string; inner: Record<string, unknown> | undefined }> {
  const { error } = (await response.json()) as { error: { code: string; innererror?: Record<string, unknown> } };
  return { status: response.status, code: error.code, inner: error.innererror };
}

function post(path: string, init: { token?: string; body?: string; type?: string }): Promise<Response> {
  const headers = {
    ...(init.token === undefined ? {} : { authorization: `Bearer ${init.token}` }),
    ...(init.type === undefined ? {} : { "content-type": init.type }),
  };
  return fetch(`${contoso.azure.url}${path}`, {
    method: "POST",
    headers,
    ...(init.body === undefined ? {} : { body: init.body }),
  });
}

describe("200, through LogsQueryClient", () => {
  test("answers a query of a workspace in the span of time asked for", async () => {
    const endTime = new Date("2026-11-21T00:00:00Z");
    const result = await client.queryWorkspace(
      contoso.tenant.customerId,
      "AppTraces | project Message | sort by Message asc",
      {
        startTime: new Date("2026-11-17T00:00:00Z"),
        endTime,
      },
    );

    expect(result.status).toBe(LogsQueryResultStatus.Success);
    if (result.status === LogsQueryResultStatus.Success) expect(result.tables[0]?.rows).toEqual([["new"], ["older"]]);
  });

  test("answers a query by resource id, whose path the SDK begins with two slashes", async () => {
    const result = await client.queryResource(
      contoso.tenant.workspaceResourceId,
      "AppTraces | count",
      { duration: "P30D" },
      { includeQueryStatistics: true },
    );

    expect(result).toMatchObject({ status: LogsQueryResultStatus.Success });
    expect(result).toHaveProperty("statistics");
    const path = contoso.azure.requests.entries().at(-1)?.path;
    expect(path).toMatch(/^\/v1\/subscriptions\//);
  });

  test("says PartialFailure for an injected PartialError", async () => {
    contoso.azure.faults.add({ match: { path: "^/v1/" }, times: 1, effect: { partialError: { rows: 1 } } });
    const result = await client.queryWorkspace(contoso.tenant.customerId, "AppTraces", { duration: "P30D" });

    expect(result.status).toBe(LogsQueryResultStatus.PartialFailure);
    if (result.status === LogsQueryResultStatus.PartialFailure) {
      expect(result.partialError.code).toBe("PartialError");
      expect(result.partialTables[0]?.rows).toHaveLength(1);
    }
  });

  test("carries a code of the error body in the SDK's RestError", async () => {
    const query = client.queryWorkspace(contoso.tenant.customerId, "AppTraces | where Nothing == 1", {
      duration: "P1D",
    });
    await expect(query).rejects.toMatchObject({ statusCode: 400, code: "BadArgumentError" });
  });
});

describe("200, on the wire", () => {
  test("writes longs with all digits and dynamics as strings", async () => {
    const text = await (await contoso.query("Orders_CL | project TimeGenerated, Big, Bag, Text")).text();

    expect(text).toContain(
      '"rows":[["2026-11-20T01:02:03.1234567Z",9223372036854775807,"{\\"n\\":12345678901234567890}",""]]',
    );
    expect(text).toContain('{"name":"Bag","type":"dynamic"}');
  });

  test("fills the standard columns of loaded rows", async () => {
    const rows = await rowsOf(
      await contoso.query(
        "AppTraces | where Message == 'new' | project Type, TenantId, _ItemId, _IsBillable, _BilledSize",
      ),
    );

    expect(rows[0]?.slice(0, 2)).toEqual(["AppTraces", contoso.tenant.customerId]);
    expect(rows[0]?.[2]).toMatch(/^[0-9a-f-]{36}$/);
    expect(rows[0]?.[3]).toBe("True");
    expect(rows[0]?.[4]).toBeGreaterThan(50);
  });

  test.each(["no body", "no content type"])("is empty with %s", async (which) => {
    const token = await contoso.token("https://api.loganalytics.io");
    const init =
      which === "no body"
        ? { token, type: "application/json" }
        : { token, body: '{"query":"AppTraces"}', type: "text/plain" };
    const response = await post(`/v1/workspaces/${contoso.tenant.customerId}/query`, init);

    expect(response.status).toBe(200);
    expect(await response.text()).toBe("");
  });

  test("takes a GET with the query in the address", async () => {
    const token = await contoso.token("https://api.loganalytics.io");
    const url = `${contoso.azure.url}/v1/workspaces/${contoso.tenant.customerId}/query?query=AppTraces%7Ccount&timespan=P1D`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    expect(await rowsOf(response)).toEqual([[1]]);
  });
});

describe("204", () => {
  test("for a workspace that never had a row", async () => {
    await using other = await startContoso();
    expect((await other.query("AppTraces | count")).status).toBe(204);
  });
});

describe("400", () => {
  test("SyntaxError and SemanticError say where", async () => {
    const syntax = await errorOf(await contoso.query("AppTraces | where ("));
    expect(syntax).toMatchObject({
      status: 400,
      code: "BadArgumentError",
      inner: { code: "SyntaxError", innererror: { code: "SYN0002", line: 1 } },
    });
    const semantic = await errorOf(await contoso.query("AppTraces\n| where Nothing == 1"));
    expect(semantic).toMatchObject({ code: "BadArgumentError", inner: { code: "SemanticError", line: 2 } });
  });

  test("for a body that is no JSON, and for an unknown workspace", async () => {
    const token = await contoso.token("https://api.loganalytics.io");
    const broken = await post(`/v1/workspaces/${contoso.tenant.customerId}/query`, {
      token,
      body: "{",
      type: "application/json",
    });
    expect(await errorOf(broken)).toMatchObject({
      status: 400,
      code: "BadArgumentError",
      inner: { code: "QueryValidationError" },
    });
    const unknown = await post("/v1/workspaces/00000000-0000-4000-8000-000000000000/query", {
      token,
      body: '{"query":"print 1"}',
      type: "application/json",
    });
    expect(await errorOf(unknown)).toMatchObject({ status: 400, inner: { code: "FailedToResolveResource" } });
  });
});

describe("401 and 403", () => {
  const path = (): string => `/v1/workspaces/${contoso.tenant.customerId}/query`;
  const body = '{"query":"AppTraces | count"}';

  test("a missing header is 401, another audience, signature or age of a token 403", async () => {
    expect(await errorOf(await post(path(), { body, type: "application/json" }))).toMatchObject({
      status: 401,
      code: "AuthenticationFailed",
    });
    const other = await contoso.token("https://management.azure.com/");
    expect(await errorOf(await post(path(), { token: other, body }))).toMatchObject({
      status: 403,
      code: "InvalidAuthenticationTokenAudience",
    });
    const good = await contoso.token("https://api.loganalytics.io");
    const forged = `${good.slice(0, good.lastIndexOf("."))}.${"A".repeat(342)}`;
    expect(await errorOf(await post(path(), { token: forged, body }))).toMatchObject({
      status: 403,
      code: "InvalidTokenError",
    });
    contoso.azure.faults.add({ match: { path: "^/v1/" }, times: 1, effect: { staleToken: true } });
    expect(await errorOf(await post(path(), { token: good, body }))).toMatchObject({
      status: 403,
      code: "InvalidAuthenticationToken",
    });
  });

  test("an identity without a role, or with a role for one table, gets InsufficientAccessError for the rest", async () => {
    const { azure, tenant } = contoso;
    const reader = azure.addIdentity({ name: "reader", tenantId: tenant.tenantId });
    const token = await contoso.token("https://api.loganalytics.io", reader);
    expect(await errorOf(await post(path(), { token, body, type: "application/json" }))).toMatchObject({
      status: 403,
      code: "InsufficientAccessError",
    });

    const oi = "Microsoft.OperationalInsights/workspaces/query";
    azure.grant({
      principalId: reader.objectId,
      scope: tenant.workspaceResourceId,
      actions: [`${oi}/read`, `${oi}/AppTraces/read`],
    });
    expect((await post(path(), { token, body, type: "application/json" })).status).toBe(200);
    const orders = '{"query":"Orders_CL | count"}';
    expect((await post(path(), { token, body: orders, type: "application/json" })).status).toBe(403);
    expect(azure.requests.actions(reader.objectId)).toEqual([
      `${oi}/AppTraces/read`,
      `${oi}/Orders_CL/read`,
      `${oi}/read`,
    ]);
  });

  test("an identity of another tenant gets no further with a role", async () => {
    const { azure, tenant } = contoso;
    const stranger = azure.addIdentity({ name: "stranger", tenantId: "99999999-9999-4999-8999-999999999999" });
    azure.grant({ principalId: stranger.objectId, scope: tenant.workspaceResourceId, actions: ["*"] });
    const token = await contoso.token("https://api.loganalytics.io", stranger);
    expect((await post(path(), { token, body, type: "application/json" })).status).toBe(403);
  });
});

describe("504", () => {
  test("when the query takes longer than Prefer: wait", async () => {
    contoso.azure.faults.add({ match: { path: "^/v1/" }, times: 2, effect: { querySeconds: 200 } });

    expect((await contoso.query("AppTraces | count")).status).toBe(504);
    expect((await contoso.query("AppTraces | count", { prefer: "wait=300, include-statistics=true" })).status).toBe(
      200,
    );
  });
});
