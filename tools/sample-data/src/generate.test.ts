import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { generateSampleData, lateRows, sampleRows, sampleTables } from "./generate.ts";
import type { SampleTenantKey } from "./tenants.ts";

const now = new Date("2026-11-21T06:00:00.000Z");
const day = 86_400_000;
const tenants: SampleTenantKey[] = ["kr", "jp"];

type Row = Record<string, unknown>;

function tableColumns(table: string): Record<string, string> {
  const text = readFileSync(new URL(`../../../kql/tables/${table}.json`, import.meta.url), "utf8");
  return (JSON.parse(text) as { columns: Record<string, string> }).columns;
}

function parse(text: string): Row {
  return JSON.parse(text) as Row;
}

function fits(type: string, value: unknown): boolean {
  if (value === null || type === "dynamic") return true;
  if (type === "datetime") return typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/.test(value);
  if (type === "int") return Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31;
  if (type === "long") return Number.isInteger(value);
  if (type === "real") return typeof value === "number";
  if (type === "bool") return typeof value === "boolean";
  return typeof value === "string";
}

const columns = Object.fromEntries(sampleTables({ tenant: "kr" }).map(({ table }) => [table, tableColumns(table)]));

describe.each(tenants)("the rows of %s", (tenant) => {
  const rows = [...generateSampleData({ now, tenant })].map(({ table, row }) => ({
    table,
    text: row,
    row: parse(row),
  }));

  test("fit the declared schema of their table", () => {
    const wrong = rows.flatMap(({ table, row }) =>
      Object.entries(row)
        .filter(([name, value]) => !fits(columns[table]?.[name] ?? "no such column", value))
        .map(([name, value]) => `${table}.${name} = ${JSON.stringify(value)}`),
    );

    expect(wrong.slice(0, 10)).toEqual([]);
  });

  test("number 20 to 30 thousand", () => {
    expect(rows.length).toBeGreaterThan(20_000);
    expect(rows.length).toBeLessThan(30_000);
  });

  test("reach in each table from 45 days ago to now, in order", () => {
    for (const { table } of sampleTables({ tenant })) {
      const times = rows.filter((one) => one.table === table).map(({ row }) => String(row["TimeGenerated"]));
      const millis = times.map((time) => Date.parse(time));
      expect(
        millis.every((ms, i) => i === 0 || ms >= (millis[i - 1] ?? 0)),
        table,
      ).toBe(true);
      expect(times.at(-1), table).toBe("2026-11-21T06:00:00.0000000Z");
      expect(Date.parse(times[0] ?? "") - (now.getTime() - 45 * day), table).toBe(0);
    }
  });

  test("have ids of their own and a plausible billed size", () => {
    expect(new Set(rows.map(({ row }) => row["_ItemId"])).size).toBe(rows.length);
    for (const { text, row } of rows) {
      expect(Number(row["_BilledSize"])).toBeGreaterThan(0);
      expect(Number(row["_BilledSize"])).toBeLessThan(Buffer.byteLength(text));
    }
  });

  test("have all five severities, and all facilities that policies tell apart", () => {
    const of = (table: string, column: string) =>
      new Set(rows.filter((one) => one.table === table).map(({ row }) => row[column]));

    expect([...of("AppTraces", "SeverityLevel")].toSorted()).toEqual([0, 1, 2, 3, 4, null]);
    expect([...of("AppExceptions", "SeverityLevel")].toSorted()).toEqual([2, 3, 4]);
    expect(of("Syslog", "Facility")).toEqual(new Set(["auth", "authpriv", "cron", "daemon"]));
    expect(of("ContainerLogV2", "LogLevel")).toContain("DEBUG");
  });

  test("carry awkward values: longs beyond 2^53, emoji, control characters, empty texts, nulls, deep dynamics", () => {
    const occurs = (part: string) => rows.some(({ text }) => text.includes(part));
    const marks = [
      '"DurationMs":9007199254740993,',
      '"DurationMs":-9223372036854775808,',
      "🎉",
      "\\u001b[31m",
      '"UserAuthenticatedId":""',
      '"Properties":null',
      '"end":"바닥 🕳️"',
    ];

    expect(marks.filter((part) => !occurs(part))).toEqual([]);
  });

  test("are in part in the tenant's language", () => {
    const local = tenant === "kr" ? /\p{Script=Hangul}/u : /\p{Script=Hiragana}/u;
    const messages = rows.filter(({ table }) => table === "AppTraces").map(({ row }) => String(row["Message"]));
    const share = messages.filter((text) => local.test(text)).length / messages.length;

    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.9);
  });
});

test("the same seed gives the same rows, another seed other rows", () => {
  const rows = (seed: string) => [...sampleRows("AppTraces", { now, tenant: "kr", scale: 0.02, seed })];

  expect(rows("a")).toEqual(rows("a"));
  expect(rows("a")).not.toEqual(rows("b"));
});

test("rows are made one by one: the first of a billion comes at once", () => {
  const rows = sampleRows("Perf", { now, tenant: "kr", scale: 1_000_000 });

  expect(parse(rows.next().value ?? "")["TimeGenerated"]).toMatch(/^2026-10-07T06:00:00/);
});

test("a scale of nothing is refused", () => {
  expect(() => sampleTables({ tenant: "kr", scale: 0 })).toThrow(RangeError);
  expect(() => sampleTables({ tenant: "kr", scale: Number.NaN })).toThrow(RangeError);
});

test("late rows lie 15 to 45 days back and are not among the others", () => {
  const ids = new Set([...generateSampleData({ now, tenant: "jp" })].map(({ row }) => parse(row)["_ItemId"]));
  const late = lateRows({ now, tenant: "jp" }).map(({ row }) => parse(row));
  const ages = late.map((row) => (now.getTime() - Date.parse(String(row["TimeGenerated"]))) / day);

  expect(late.length).toBe(54);
  expect(late.filter((row) => ids.has(row["_ItemId"]))).toEqual([]);
  expect(Math.min(...ages)).toBeGreaterThan(14.9);
  expect(Math.max(...ages)).toBeLessThan(45);
});
