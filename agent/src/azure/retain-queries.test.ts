import type { DeleteFilter } from "@logdoctor/kql";
import { createEngine, type Engine, ticksFromIso } from "@logdoctor/kql-engine";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Selection } from "../jobs/retain/ports.ts";
import { everyColumn as everyType, rowsOf } from "../testing/arbitrary-rows.ts";
import { referenceProof, type WireRow } from "../testing/reference-hash.ts";
import { countQuery, hoursQuery, proofQuery, rowsQuery } from "./retain-queries.ts";

// Log Analytics has no decimal columns; the local engine proves no text for them.
const everyColumn = everyType.filter((column) => column.type !== "decimal");
const columns = [...everyColumn, { name: "_BilledSize", type: "real" as const }];
const year = { from: "2026-01-01T00:00:00.0000000Z", to: "2027-01-01T00:00:00.0000000Z" };
const now = ticksFromIso("2026-12-01T00:00:00Z");

let engine: Engine;
let tables = 0;
beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => engine.close());

/** Loads rows into a fresh table of the local engine, asks, and gives the cells as text by column. */
async function ask(rows: readonly WireRow[], query: (table: string) => string): Promise<Record<string, string>[]> {
  tables += 1;
  const table = `Logs${tables}`;
  await engine.createTable(table, columns);
  await engine.insertJson(
    table,
    rows.map((row) => objectText(row)),
    now,
  );
  const result = await engine.query(query(table), { now });
  const found: Record<string, string>[] = [];
  for await (const batch of result.rows()) {
    for (const text of batch) {
      const cells = JSON.parse(text) as unknown[];
      found.push(Object.fromEntries(result.columns.map((column, i) => [column.name, String(cells[i] ?? "")])));
    }
  }
  return found;
}

function objectText(row: WireRow): string {
  return `{${everyColumn.map((column, i) => `${JSON.stringify(column.name)}:${row[i] ?? "null"}`).join(",")},"_BilledSize":100}`;
}

function selection(table: string, filters: readonly DeleteFilter[] = []): Selection {
  return { table, columns: everyColumn, filters };
}

describe("the workspace's proof", () => {
  test("equals the reference hash for rows of every type", async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf(everyColumn, 10), async (rows) => {
        const [found] = await ask(rows, (table) => proofQuery(selection(table), year, false));
        const want = referenceProof(everyColumn, rows);
        expect({
          rows: Number(found?.rows),
          hash: {
            algorithm: "row-sha256-sum-v1",
            limbs: [found?.h0, found?.h1, found?.h2, found?.h3].map((h) => h || "0"),
          },
          minTime: found?.minTime || undefined,
          maxTime: found?.maxTime || undefined,
        }).toEqual(want);
        expect(Number(found?.bytes || 0)).toBe(rows.length * 100);
      }),
      { numRuns: 60 },
    );
  });

  test("per day adds up to the whole", async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf(everyColumn, 10), async (rows) => {
        const days = await ask(rows, (table) => proofQuery(selection(table), year, true));
        const total = days.reduce((sum, day) => sum + BigInt(day.h0 ?? 0), 0n);
        expect(total.toString()).toBe(referenceProof(everyColumn, rows).hash.limbs[0]);
        expect(days.reduce((sum, day) => sum + Number(day.rows), 0)).toBe(rows.length);
      }),
      { numRuns: 20 },
    );
  });
});

const cells = (time: string, message: string, level: string): WireRow => [
  `"${time}"`,
  JSON.stringify(message),
  level,
  "1",
  "0.5",
  "true",
  "null",
  "null",
  "null",
  "null",
  "null",
];
const sample = [
  cells("2026-03-01T10:59:59.9999999Z", "a", "4"),
  cells("2026-03-01T11:00:00Z", 'b"; externaldata', "4"),
  cells("2026-03-01T11:30:00.1234567Z", "c", "null"),
  cells("2026-03-02T00:00:00Z", "d", "1"),
];

test("hours are counted apart, down to the last tick", async () => {
  const found = await ask(sample, (table) =>
    hoursQuery(selection(table), { from: year.from, to: "2026-03-02T00:00:00Z" }),
  );
  const counts = found.map((hour) => [hour.hour, hour.rows]).toSorted();
  expect(counts).toEqual([
    ["2026-03-01T10:00:00.0000000Z", "1"],
    ["2026-03-01T11:00:00.0000000Z", "2"],
  ]);
});

test("filters select the same rows as they are written", async () => {
  const filters: DeleteFilter[] = [
    { column: "Level", operator: ">=", value: 4 },
    { column: "Message", operator: "==", value: 'b"; externaldata' },
  ];
  expect(await ask(sample, (table) => countQuery(selection(table, filters), year))).toEqual([{ rows: "1" }]);
});

test("rows come with the columns in the order asked for", async () => {
  const found = await ask(sample, (table) =>
    rowsQuery(selection(table), { from: "2026-03-01T11:30:00.1234567Z", to: "2026-03-01T11:30:00.1234568Z" }),
  );
  expect(found).toHaveLength(1);
  expect(Object.keys(found[0] ?? {})).toEqual(everyColumn.map((column) => column.name));
});
