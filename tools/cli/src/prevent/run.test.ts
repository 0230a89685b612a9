import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { main } from "../cli.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "logdoctor-prevent-run-"));
});
afterAll(() => rm(folder, { recursive: true }));

type Row = Readonly<Record<string, unknown>>;

async function run(table: string, rows: readonly Row[] | string, ...flags: string[]) {
  const file = join(folder, "rows.jsonl");
  await writeFile(file, typeof rows === "string" ? rows : rows.map((row) => JSON.stringify(row)).join("\n"));
  let out = "";
  let err = "";
  const code = await main(["prevent", "run", "--table", table, "--rows", file, ...flags], {
    out: (part) => {
      out += part;
    },
    err: (part) => {
      err += part;
    },
    now: () => new Date("2026-06-01T12:00:00Z"),
    credential: () => Promise.reject(new Error("No credential is needed")),
  });
  return { code, out, err };
}

async function findingsIn(table: string, rows: readonly Row[]) {
  const { code, out } = await run(table, rows, "--json");
  expect(code).toBe(0);
  return JSON.parse(out) as { findings: Row[]; scanned: number; rules: number };
}

function at(minute: number): string {
  return new Date(Date.parse("2026-06-01T10:00:00Z") + minute * 60_000).toISOString();
}

const names = ["anna", "bela", "cora", "dora", "emma"];
const debug = Array.from({ length: 130 }, (_, i) => ({
  TimeGenerated: at(i % 60),
  Message: `Cart ${i} of ${names[i % 5]} loaded in ${i}ms`,
  SeverityLevel: 0,
  AppRoleName: "shop",
  Properties: { CategoryName: "Shop.Carts" },
}));
const other = Array.from({ length: 40 }, (_, i) => ({
  TimeGenerated: at(i),
  Message: `Order ${i} was placed`,
  SeverityLevel: 1,
}));

test("tells what of one template violates which rule, with its rows and bytes", async () => {
  const { findings, scanned } = await findingsIn("AppTraces", [...debug, ...other]);
  expect(scanned).toBe(170);
  expect(findings.map(({ rule, count }) => [rule, count]).toSorted()).toEqual([
    ["debug-in-prod", 130],
    ["high-frequency-log", 130],
  ]);
  const bytes = debug.reduce((sum, row) => sum + JSON.stringify(row).length, 0);
  const [finding] = findings.filter(({ rule }) => rule === "debug-in-prod");
  expect(finding).toMatchObject({
    ruleId: "debug-in-prod",
    template: "Cart <*> of <*> loaded in <*>",
    bytes,
    perHour: 130,
    change: "raise-level",
    callSite: "Shop.Carts",
    service: "shop",
  });
  const gb = (bytes / 1e9) * 720;
  expect(finding?.["gbPerMonth"]).toBeCloseTo(gb, 6);
  expect(finding?.["usdPerMonth"]).toBeCloseTo(gb * 2.3, 6);
  expect(finding?.["share"]).toBeGreaterThan(0.7);
});

test("rows that Azure does not bill cost nothing", async () => {
  const { findings } = await findingsIn(
    "AppTraces",
    debug.map((row) => ({ ...row, _IsBillable: "false" })),
  );
  expect(findings.length).toBeGreaterThan(0);
  for (const finding of findings) expect(finding).toMatchObject({ bytes: 0, gbPerMonth: 0 });
  expect(findings.filter((finding) => "usdPerMonth" in finding)).toEqual([]);
});

test("a custom table is read by the names of its columns, and secrets stay where they are", async () => {
  const rows = Array.from({ length: 120 }, (_, i) => ({
    TimeGenerated: at(0),
    RawData: `2026-06-01 [DEBUG] login of user${i}@example.com with password=hunter${i} done`,
  }));
  const { findings } = await findingsIn("Shop_CL", rows);
  expect(findings.map(({ rule }) => rule)).toContain("debug-in-prod");
  expect(JSON.stringify(findings)).not.toMatch(/hunter|example\.com/);
});

test("rules of one's own run beside those that ship, and a bad one is told of", async () => {
  const own = join(folder, "own.json");
  const rule = {
    ruleName: "Orders",
    ruleType: "FrequencyCheck",
    targetLogCategory: "*",
    threshold: 10,
    recommendedAction: "Sample",
    isActive: true,
  };
  const rules = [
    {
      ...rule,
      id: "orders",
      kqlQuery: 'LogRecords | extend N = strlen(Message) | where N > 3 and Message has "Order"',
    },
    { ...rule, id: "all-rows", kqlQuery: "LogRecords | where true" },
    { ...rule, id: "no-column", kqlQuery: "LogRecords | where Foo == 1" },
  ];
  await writeFile(own, JSON.stringify(rules));
  const { out } = await run("AppTraces", other, "--json", "--own", own);
  const { findings, broken } = JSON.parse(out);
  expect(findings).toMatchObject([{ rule: "orders", count: 40, change: "sample" }]);
  expect(broken.map(({ ruleId, code }: Row) => [ruleId, code])).toEqual([
    ["all-rows", "not-allowed"],
    ["no-column", "does-not-bind"],
  ]);
  await writeFile(own, "[1]");
  expect(await run("AppTraces", other, "--own", own)).toMatchObject({ code: 1, out: "" });
});

test("says the same for people", async () => {
  const { out } = await run("AppTraces", debug);
  expect(out).toMatch(/^RULE +SEVERITY +ROWS/);
  expect(out).toMatch(/debug-in-prod +\S+ +130 +130/);
  expect(out).toContain("2 findings in 130 rows by");
});

test.each([
  ["Heartbeat", "{}", 2, "No rule reads the table Heartbeat"],
  ["AppTraces", "{}\n[1]", 1, "rows.jsonl:2 is no JSON object"],
  ["Numbers_CL", '{"N":1}', 2, "No column of Numbers_CL holds a message"],
  ["Numbers_CL", "nonsense", 1, "no JSON object"],
])("%s with %j ends with %i", async (table, text, code, message) => {
  const answer = await run(table, text);
  expect(answer).toMatchObject({ code, out: "" });
  expect(answer.err).toContain(message);
});

test("long identifiers and a byte order mark are as exports have them", async () => {
  const row = JSON.stringify({ TimeGenerated: at(0), Message: "started", Level: "Debug", Nanos: 1 }).replace(
    '"Nanos":1',
    '"Nanos":1780311600000000123',
  );
  const { code, err } = await run("Shop_CL", `\uFEFF${row}\n${row}`, "--json");
  expect({ code, err }).toEqual({ code: 0, err: "" });
});
