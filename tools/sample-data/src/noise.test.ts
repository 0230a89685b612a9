import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sampleNoise } from "./noise.ts";
import { sampleUse } from "./use.ts";

const now = new Date("2026-11-21T06:00:00.000Z");

type Row = Record<string, unknown>;

function rowsOf(tables: readonly { table: string; rows: string[] }[]): { table: string; row: Row }[] {
  return tables.flatMap(({ table, rows }) => rows.map((text) => ({ table, row: JSON.parse(text) as Row })));
}

test.each(["kr", "jp"] as const)(
  "the noise of %s is of the last five hours, and has columns that its tables have",
  (tenant) => {
    const rows = [...rowsOf(sampleNoise({ now, tenant })), ...rowsOf(sampleUse({ now, tenant }))];
    for (const { table, row } of rows) {
      const text = readFileSync(new URL(`../../../kql/tables/${table}.json`, import.meta.url), "utf8");
      const { columns } = JSON.parse(text) as { columns: Row };
      expect(Object.keys(row).filter((name) => !(name in columns))).toEqual([]);
    }
    const times = rowsOf(sampleNoise({ now, tenant })).map(({ row }) => Date.parse(String(row["TimeGenerated"])));
    expect(Math.min(...times)).toBeGreaterThan(now.getTime() - 6 * 3_600_000);
    expect(Math.max(...times)).toBeLessThanOrEqual(now.getTime());
  },
);

test("every failure is logged by three layers within a second", () => {
  const rows = rowsOf(sampleNoise({ now, tenant: "kr" })).filter(({ table }) => table === "AppExceptions");
  const byOperation = Map.groupBy(rows, ({ row }) => row["OperationId"]);
  for (const layers of byOperation.values()) {
    const times = layers.map(({ row }) => Date.parse(String(row["TimeGenerated"])));
    expect(layers).toHaveLength(3);
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(1000);
  }
});

test("the same seed gives the same rows", () => {
  const rows = (seed: string) => sampleNoise({ now, tenant: "jp", seed });
  expect(rows("a")).toEqual(rows("a"));
  expect(rows("a")).not.toEqual(rows("b"));
});
