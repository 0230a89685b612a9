import { guardQuery } from "@logdoctor/kql";
import { tableColumns } from "@logdoctor/kql/tables";
import { createEngine, type Engine, ticksFromIso } from "@logdoctor/kql-engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import { shippedRules } from "../jobs/prevent/shipped-rules.ts";
import { engineLogs, engineRows } from "../testing/engine-rows.ts";
import type { RawClient, RawRequest } from "./arm-client.ts";
import { customerQueries } from "./customer-queries.ts";
import { preventWorkspace } from "./prevent-workspace.ts";

const names = ["AppTraces", "LAQueryLogs", "Usage"];
const schemas = Object.fromEntries(names.map((name) => [name, tableColumns(name) ?? {}]));
const resourceId = "/subscriptions/s-1/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/ws";
const since = "2026-10-01T00:00:00.000Z";

let engine: Engine;
const asked: string[] = [];
beforeAll(async () => {
  engine = await createEngine();
  for (const [name, columns] of Object.entries(schemas))
    await engine.createTable(
      name,
      Object.entries(columns).map(([column, type]) => ({ name: column, type })),
    );
});
afterAll(() => engine.close());

async function insert(table: string, ...rows: object[]) {
  await engine.insertJson(
    table,
    rows.map((row) => JSON.stringify(row)),
    ticksFromIso("2026-10-30T00:00:00Z"),
  );
}

const logs = engineLogs((kql) => {
  asked.push(kql);
  return engineRows(engine, kql, ticksFromIso("2026-11-01T00:00:00Z"));
});

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

function arm(answers: Readonly<Record<string, Answer>>): RawClient {
  return {
    async send({ url }: RawRequest) {
      const path = Object.keys(answers).find((known) => url.includes(known));
      const { status, body } = answers[path ?? ""] ?? { status: 403 };
      return { status, bodyAsText: JSON.stringify(body ?? {}), headers: new Map() } as unknown as Awaited<
        ReturnType<RawClient["send"]>
      >;
    },
  };
}

function workspace(answers: Readonly<Record<string, Answer>> = {}) {
  return preventWorkspace(logs, arm(answers), { armEndpoint: "https://management.example", resourceId });
}

function list(...value: object[]): Answer {
  return { status: 200, body: { value } };
}

test("every query passes the guard", async () => {
  const kit = shippedRules();
  const source = { table: "AppTraces", normaliser: kit.normalisers["AppTraces"] ?? "" };
  const window = { from: "2026-10-30T00:00:00Z", to: "2026-10-31T00:00:00Z" };
  expect(await workspace().scan({ source, rules: kit.rules, window, maxGroups: 100 })).toEqual([]);
  await workspace().billedGb(since);
  await workspace()
    .use("query-audit", since, names)
    .catch(() => undefined);
  expect(asked.length).toBeGreaterThan(2);
  for (const kql of asked) expect(guardQuery(kql, schemas)).toEqual([]);
});

test("the audit counts only where it reaches back, and without the agent's own queries", async () => {
  const at = (day: string, QueryText: string, RequestClientApp = "AppAnalytics") =>
    insert("LAQueryLogs", { TimeGenerated: `${day}T00:00:00Z`, QueryText, RequestClientApp });
  await at("2026-10-20", "AppTraces | take 5");
  await expect(workspace().use("query-audit", since, names)).rejects.toThrow("does not reach back");
  await at("2026-10-01", "Usage | take 5", "logdoctor-agent");
  expect(await workspace().use("query-audit", since, names)).toEqual({ texts: ["AppTraces"] });
  await at("2026-10-22", "search 'x'");
  expect(new Set((await workspace().use("query-audit", since, names)).texts)).toEqual(new Set(names));
});

test("volume is that of Usage, in GB", async () => {
  const row = { TimeGenerated: "2026-10-20T00:00:00Z", DataType: "AppTraces", Quantity: 1500, IsBillable: true };
  await insert("Usage", row, { ...row, IsBillable: false }, { ...row, Quantity: 500 });
  expect(await workspace().billedGb(since)).toEqual(new Map([["AppTraces", 2]]));
});

test("lists of ARM are read to the end, and a refused one is no empty one", async () => {
  const alert = { properties: { criteria: { allOf: [{ query: "Syslog | count" }] } } };
  const all = {
    "scheduledQueryRules?api-version=2022-06-15&page=2": list(alert),
    "scheduledQueryRules?": {
      status: 200,
      body: { value: [], nextLink: "https://management.example/scheduledQueryRules?api-version=2022-06-15&page=2" },
    },
    summaryLogs: list({ properties: { ruleDefinition: { query: "Event | count" } } }),
    SecurityInsights: { status: 404 },
  };
  const { texts } = await workspace(all).use("alert-rule", since, []);
  expect(texts).toEqual(["Syslog | count", "Event | count"]);
  const { summaryLogs: _, ...without } = all;
  await expect(workspace(without).use("alert-rule", since, [])).rejects.toMatchObject({ kind: "denied" });
  await expect(workspace(all).use("workbook", since, [])).rejects.toMatchObject({ kind: "denied" });
});

test("names and descriptions of alert rules are use, and no queries", async () => {
  const query = "AppTraces | where SeverityLevel > 3";
  const properties = {
    displayName: "Find errors in AppTraces",
    description: "Looks at AppTraces every hour",
    alertDetailsOverride: { alertDisplayNameFormat: "AppTraces of {{AppRoleName}}" },
    criteria: { allOf: [{ query, dimensions: [{ name: "AppRoleName", values: ["*"] }] }] },
  };
  const named = { id: "/x/scheduledQueryRules/AppTraces errors", name: "AppTraces errors", tags: { of: "AppTraces" } };
  const all = { scheduledQueryRules: list({ ...named, properties }), summaryLogs: list(), SecurityInsights: list() };
  const found = workspace(all);
  const { texts } = await found.use("alert-rule", since, []);
  expect(texts).toContain("Looks at AppTraces every hour");
  const silent = { query: async () => [], rows: async () => [], stream: () => Promise.reject(new Error("not asked")) };
  const now = new Date("2026-11-01T00:00:00Z");
  const watchers = await customerQueries({ logs: silent, workspace: found, now }, "AppTraces");
  const own = watchers.filter(({ kind }) => kind === "alert-rule");
  expect(own).toMatchObject([{ query }]);
});

test("tables come with plan and columns", async () => {
  const schema = { columns: [{ name: "Message", type: "string" }], standardColumns: [] };
  const properties = { plan: "Basic", retentionInDays: 30, totalRetentionInDays: 30, schema };
  const [table] = await workspace({ "/tables?": list({ name: "Shop_CL", properties }) }).tables();
  expect(table).toMatchObject({ table: "Shop_CL", plan: "Basic" });
  expect(table?.columns).toContain("Message");
});
