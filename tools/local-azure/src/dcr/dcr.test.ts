import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Contoso, callArm, rowsOf, startContoso } from "../testing/contoso.ts";

let contoso: Contoso;
beforeAll(async () => {
  contoso = await startContoso();
});
afterAll(() => contoso[Symbol.asyncDispose]());

type Rule = {
  etag: string;
  properties: Record<string, unknown> & { immutableId: string; dataFlows: Record<string, unknown>[] };
};

const GROUP =
  "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/logs/providers/Microsoft.Insights/dataCollectionRules";

async function rule(method: string, name: string, body?: unknown): Promise<Response> {
  const url = `${contoso.azure.url}${GROUP}${name === "" ? "" : `/${name}`}?api-version=2025-05-11`;
  return callArm(url, method, await contoso.token("https://management.azure.com/"), body);
}

function ordersRule(flow: Record<string, unknown> = {}): {
  location: string;
  properties: Record<string, unknown> & { dataFlows: object[] };
} {
  return {
    location: "koreacentral",
    properties: {
      streamDeclarations: {
        "Custom-Orders": {
          columns: [
            { name: "TimeGenerated", type: "datetime" },
            { name: "Big", type: "long" },
          ],
        },
      },
      destinations: { logAnalytics: [{ name: "la", workspaceResourceId: contoso.tenant.workspaceResourceId }] },
      dataFlows: [{ streams: ["Custom-Orders"], destinations: ["la"], outputStream: "Custom-Orders_CL", ...flow }],
    },
  };
}

async function put(name: string, body: object): Promise<Rule> {
  return (await (await rule("PUT", name, body)).json()) as Rule;
}

async function detailsOf(response: Response): Promise<{ code: string; message: string }[]> {
  expect(response.status).toBe(400);
  const { error } = (await response.json()) as {
    error: { code: string; details: { code: string; message: string }[] };
  };
  expect(error.code).toBe("InvalidPayload");
  return error.details;
}

describe("data collection rules", () => {
  test("keep what they do not know, with a new etag for every write", async () => {
    const body = ordersRule({ futureSetting: { on: true } });
    const first = await put("keep", { ...body, futureMember: [1] });
    const read = (await (await rule("GET", "keep")).json()) as Rule & { futureMember: number[] };

    expect(read.futureMember).toEqual([1]);
    expect(read.properties.dataFlows[0]).toMatchObject({ futureSetting: { on: true } });
    expect(read.properties.immutableId).toMatch(/^dcr-[0-9a-f]{32}$/);
    expect(read.etag).toBe(first.etag);
    const second = await put("keep", { ...read, properties: { ...read.properties, immutableId: "dcr-mine" } });
    expect(second.etag).not.toBe(first.etag);
    expect(second.properties.immutableId).toBe(first.properties.immutableId);
  });

  test("PATCH takes tags and identity and nothing else", async () => {
    await put("tags", ordersRule());
    expect(await (await rule("PATCH", "tags", { tags: { team: "sre" } })).json()).toMatchObject({
      tags: { team: "sre" },
      properties: { dataFlows: [{ streams: ["Custom-Orders"] }] },
    });
    expect((await rule("PATCH", "tags", { properties: {} })).status).toBe(400);
  });

  test("are listed by group and by subscription, and deleted once", async () => {
    await put("gone", ordersRule());
    expect(((await (await rule("GET", "")).json()) as { value: unknown[] }).value.length).toBeGreaterThan(0);
    expect((await rule("DELETE", "gone")).status).toBe(200);
    expect((await rule("DELETE", "gone")).status).toBe(204);
    expect((await rule("GET", "gone")).status).toBe(404);
  });

  test.each([
    ["a transformation of 15,361 characters", { transformKql: "x".repeat(15_361) }, "InvalidTransformQuery"],
    [
      "two streams with one transformation",
      { streams: ["Custom-Orders", "Microsoft-Syslog"], transformKql: "source" },
      "InvalidTransformQuery",
    ],
    ["an undeclared destination", { destinations: ["elsewhere"] }, "InvalidProperty"],
    ["an undeclared stream", { streams: ["Custom-Other"] }, "InvalidStream"],
    ["a table that does not exist", { outputStream: "Custom-Nothing_CL" }, "InvalidOutputTable"],
  ])("refuse %s", async (_what, flow, code) => {
    expect((await detailsOf(await rule("PUT", "bad", ordersRule(flow)))).map((detail) => detail.code)).toContain(code);
  });

  test("refuse another region than the workspace's", async () => {
    const details = await detailsOf(await rule("PUT", "bad", { ...ordersRule(), location: "japaneast" }));
    expect(details[0]?.message).toContain("koreacentral");
  });

  test("of kind WorkspaceTransforms have a shape of their own", async () => {
    const { properties } = ordersRule();
    const flows = (streams: string[][]): object => ({
      location: "koreacentral",
      kind: "WorkspaceTransforms",
      properties: {
        destinations: properties["destinations"],
        dataSources: {},
        dataFlows: streams.map((one) => ({ streams: one, destinations: ["la"], transformKql: "source | where true" })),
      },
    });
    expect(
      (await rule("PUT", "transforms", flows([["Microsoft-Table-AppTraces"], ["Microsoft-Table-Syslog"]]))).status,
    ).toBe(201);
    for (const bad of [
      [["Microsoft-Syslog"]],
      [["Microsoft-Table-Syslog"], ["Microsoft-Table-Syslog"]],
      [["Microsoft-Table-Usage"]],
    ]) {
      expect(await detailsOf(await rule("PUT", "transforms", flows(bad)))).not.toHaveLength(0);
    }
  });
});

describe("Logs Ingestion", () => {
  async function send(
    immutableId: string,
    body: string | Buffer,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const token = await contoso.token("https://monitor.azure.com");
    return fetch(
      `${contoso.azure.url}/dataCollectionRules/${immutableId}/streams/Custom-Orders?api-version=2023-01-01`,
      {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
        body: new Uint8Array(Buffer.from(body)),
      },
    );
  }

  test("stores rows with exact longs, and the time received for times out of range", async () => {
    const { properties } = await put("orders", ordersRule());
    const times = ["2026-11-20T12:00:00.1234567Z", "2026-11-18T23:00:00Z", "2026-11-22T01:00:00Z", "soon"];
    const rows = times.map((time) => `{"TimeGenerated":"${time}","Big":9007199254740993,"Unknown":1,"_ItemId":"mine"}`);
    const response = await send(properties.immutableId, `[${rows.join(",")}]`);
    expect(response.status).toBe(204);

    const text = await (
      await contoso.query("Orders_CL | project TimeGenerated, Big | sort by TimeGenerated asc")
    ).text();
    const received = '["2026-11-21T00:00:00Z",9007199254740993]';
    const compact = text.replaceAll(".0000000Z", "Z");
    expect(compact).toContain(
      `"rows":[["2026-11-20T12:00:00.1234567Z",9007199254740993],${received},${received},${received}]`,
    );
    expect(await rowsOf(await contoso.query("Orders_CL | where _ItemId == 'mine' | count"))).toEqual([[0]]);
  });

  test("takes gzip, and refuses more than 1 MB before or after it", async () => {
    const { properties } = await put("orders", ordersRule());
    const large = JSON.stringify([{ Text: "x".repeat(1_048_576) }]);
    expect((await send(properties.immutableId, gzipSync("[]"), { "content-encoding": "gzip" })).status).toBe(204);
    expect((await send(properties.immutableId, large)).status).toBe(413);
    expect((await send(properties.immutableId, gzipSync(large), { "content-encoding": "gzip" })).status).toBe(413);
  });

  test.each([["{}"], ["[1]"], ["["]])("refuses the body %s", async (body) => {
    const { properties } = await put("orders", ordersRule());
    expect((await send(properties.immutableId, body)).status).toBe(400);
  });

  test("refuses an unknown rule, a missing role and another audience", async () => {
    const { properties } = await put("orders", ordersRule());
    expect((await send("dcr-unknown", "[]")).status).toBe(404);
    const { azure, tenant } = contoso;
    const nobody = azure.addIdentity({ name: "nobody", tenantId: tenant.tenantId });
    const url = `${azure.url}/dataCollectionRules/${properties.immutableId}/streams/Custom-Orders?api-version=2023-01-01`;
    const post = (token: string): Promise<Response> =>
      fetch(url, { method: "POST", headers: { authorization: `Bearer ${token}` }, body: "[]" });
    expect((await post(await contoso.token("https://monitor.azure.com", nobody))).status).toBe(403);
    expect((await post(await contoso.token("https://management.azure.com"))).status).toBe(401);
  });
});
