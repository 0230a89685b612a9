import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { attackSources, sampleAttack } from "./attack.ts";

const now = new Date("2026-11-21T06:00:00.000Z");

test.each(["kr", "jp"] as const)("the attack on %s fits its table and lies in the minutes before now", (tenant) => {
  const { table, rows } = sampleAttack({ now, tenant });
  const text = readFileSync(new URL(`../../../kql/tables/${table}.json`, import.meta.url), "utf8");
  const { columns } = JSON.parse(text) as { columns: Record<string, string> };
  const parsed = rows.map((row) => JSON.parse(row) as Record<string, unknown>);

  for (const row of parsed) {
    expect(Object.keys(row).filter((name) => columns[name] === undefined)).toEqual([]);
    const age = now.getTime() - Date.parse(String(row["TimeGenerated"]));
    expect(age).toBeGreaterThan(0);
    expect(age).toBeLessThanOrEqual(8 * 60_000);
  }
  const sources = new Set(parsed.map((row) => row["CIp"] ?? row["ClientIp"]));
  expect(sources).toEqual(new Set(Object.values(attackSources)));
  expect(new Set(parsed.map((row) => row["_ItemId"])).size).toBe(rows.length);
  expect(sampleAttack({ now, tenant }).rows).toEqual(rows);
});
