import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { declaredTables } from "@logdoctor/kql/tables";
import { type Engine, ticksFromIso } from "@logdoctor/kql-engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { composeRule } from "./compose-rule.ts";
import { FINDING_COLUMNS } from "./finding.ts";
import { loadPatterns } from "./load-patterns.ts";
import { regexOf } from "./signals-kql.ts";
import { SOURCE_TABLES, sourcesOf } from "./sources.ts";
import { minutesOf } from "./span.ts";
import { engineWith, findingsIn, type TableRow } from "./testing/run-rows.ts";

const folder = fileURLToPath(new URL("../../patterns/", import.meta.url));
const patterns = loadPatterns();
const byPath = new Set(patterns.filter(({ logDoctor }) => logDoctor.groupBy === "path").map(({ id }) => id));

interface Case {
  readonly pattern: string;
  readonly file: string;
  readonly expect: "fires" | "quiet";
  readonly table: string;
  readonly rows: readonly TableRow[];
}

const cases: Case[] = patterns.flatMap(({ id }) =>
  readdirSync(`${folder}${id}/cases`).map((file) => {
    const content = JSON.parse(readFileSync(`${folder}${id}/cases/${file}`, "utf8")) as {
      expect: "fires" | "quiet";
      tables: Record<string, TableRow[]>;
    };
    const [[table, rows] = ["", []]] = Object.entries(content.tables);
    return { pattern: id, file, expect: content.expect, table, rows };
  }),
);

// All cases of a table run in one query, as in life; each has sources of its own, or a host if it is by path.
function ownSources({ pattern, file, rows }: Case): TableRow[] {
  const mark = `#${pattern}/${file}`;
  const names = ["CIp", "IPAddress", "UserPrincipalName", ...(byPath.has(pattern) ? ["CsHost"] : [])];
  return rows.map((row) => ({
    ...row,
    ...Object.fromEntries(names.filter((name) => name in row).map((name) => [name, `${String(row[name])}${mark}`])),
  }));
}

describe("every pattern", () => {
  test("has the id of its folder, and no other has it", () => {
    expect(patterns.map(({ id }) => id)).toEqual(readdirSync(folder).sort());
  });

  test.each(patterns)("$id looks back as far as its windows and its frequency need", (pattern) => {
    const period = minutesOf(pattern.queryPeriod);
    expect(period).toBeGreaterThanOrEqual(minutesOf(pattern.queryFrequency));
    expect(period).toBeGreaterThanOrEqual(minutesOf(pattern.logDoctor.window));
  });

  test.each(patterns)("$id has the query that its own part stands for", (pattern) => {
    expect(pattern.query).toBe(composeRule(pattern));
  });

  test.each(patterns)("$id has cases that fire, cases that stay quiet and a guide", ({ id }) => {
    const own = cases.filter(({ pattern }) => pattern === id);
    expect(new Set(own.map(({ expect }) => expect))).toEqual(new Set(["fires", "quiet"]));
    expect(readFileSync(`${folder}${id}/triage.md`, "utf8")).toMatch(/^# .+\n\n.+/);
  });

  test.each(patterns)("$id has signals or a condition, and each signal once", (pattern) => {
    const { signals, where } = pattern.logDoctor;
    expect(signals.length > 0 || where !== undefined).toBe(true);
    expect(new Set(signals.map(({ name }) => name)).size).toBe(signals.length);
    for (const { regex } of signals) expect(() => new RegExp(regexOf(pattern, regex))).not.toThrow();
  });
});

describe.each(["requests", "signins"] as const)("the queries over %s", (shape) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await engineWith(shape === "signins" ? "SigninLogs" : "AppServiceHTTPLogs", []);
  });
  afterAll(() => engine.close());

  test.each(patterns.filter(({ logDoctor }) => logDoctor.shape === shape))(
    "$id binds, and answers in the one shape",
    async ({ query }) => {
      const { columns } = await engine.query(query, { now: ticksFromIso("2026-06-01T12:00:00Z") });
      expect(columns.map(({ name }) => name).sort()).toEqual([...FINDING_COLUMNS].sort());
    },
  );
});

test.each(["AppServiceHTTPLogs", "SigninLogs"])("the cases over %s come out as they say", async (table) => {
  const own = cases.filter((one) => one.table === table);
  const found = await findingsIn(table, own.flatMap(ownSources), patterns);
  const fired = (one: Case) =>
    found.some(({ pattern, source }) => pattern === one.pattern && source.includes(`#${one.pattern}/${one.file}`));
  const outcome = own.map((one) => `${one.pattern}/${one.file} ${fired(one) ? "fires" : "quiet"}`);
  expect(outcome).toEqual(own.map((one) => `${one.pattern}/${one.file} ${one.expect}`));
});

test("ordinary requests match nothing", async () => {
  const file = fileURLToPath(new URL("../../benign/AppServiceHTTPLogs.json", import.meta.url));
  const rows = JSON.parse(readFileSync(file, "utf8")) as TableRow[];
  const found = await findingsIn("AppServiceHTTPLogs", rows, patterns);
  expect(found.map(({ pattern, evidence }) => [pattern, evidence[0]?.request])).toEqual([]);
});

const climb = "/files?name=..%2f..%2f..%2fetc%2fpasswd";
const asked: Readonly<Record<string, TableRow>> = {
  AppServiceHTTPLogs: { CIp: "203.0.113.9", CsUriStem: "/files", CsUriQuery: climb.split("?")[1], ScStatus: 404 },
  AGWAccessLogs: { ClientIp: "203.0.113.9", OriginalRequestUriWithArgs: climb, HttpStatus: 404 },
  AGWFirewallLogs: { ClientIp: "203.0.113.9", RequestUri: climb, Action: "Blocked" },
  AzureDiagnostics: {
    Category: "FrontDoorWebApplicationFirewallLog",
    clientIP_s: "203.0.113.9",
    requestUri_s: `https://shop.example:443${climb}`,
    action_s: "Block",
  },
  AppRequests: { ClientIP: "203.0.113.9", Url: `https://shop.example${climb}`, ResultCode: "404" },
  W3CIISLog: { cIP: "203.0.113.9", csUriStem: "/files", csUriQuery: climb.split("?")[1], scStatus: "404" },
};

test.each(Object.entries(asked))("%s becomes the one shape of a request", async (table, row) => {
  const full = { TimeGenerated: "2026-06-01T11:50:00Z", _ItemId: "one", ...row };
  const traversal = patterns.filter(({ id }) => id === "path-traversal");
  const [finding] = await findingsIn(table, [full], traversal);
  expect(finding).toMatchObject({ source: "203.0.113.9", itemIds: ["one"], paths: ["/files"], severity: "HIGH" });
  expect(finding?.evidence[0]).toMatchObject({ request: climb, decoded: "/files&name=../../../etc/passwd" });
});

test("every source is a declared table, and another has none", () => {
  expect(SOURCE_TABLES.filter((table) => !declaredTables().includes(table))).toEqual([]);
  expect(SOURCE_TABLES.flatMap((table) => sourcesOf(table)).map(({ table }) => table)).toEqual(SOURCE_TABLES);
  expect(sourcesOf("constructor")).toEqual([]);
});
