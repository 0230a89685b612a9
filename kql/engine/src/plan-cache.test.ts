import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createEngine } from "./engine.ts";
import { isoFromTicks, ticksFromIso } from "./ticks.ts";
import type { Engine, QueryOptions } from "./types.ts";

const start = ticksFromIso("2026-01-01T00:00:00Z");
let engine: Engine;

beforeAll(async () => {
  engine = await createEngine();
  await engine.createTable("Logs", [
    { name: "TimeGenerated", type: "datetime" },
    { name: "Message", type: "string" },
  ]);
  const rows = Array.from({ length: 50 }, (_, i) =>
    JSON.stringify({ TimeGenerated: isoFromTicks(start + BigInt(i)), Message: `datetime(${isoFromTicks(start)})` }),
  );
  await engine.insertJson("Logs", rows, start);
});
afterAll(() => engine.close());

async function ask(text: string, options: QueryOptions): Promise<string[]> {
  const rows: string[] = [];
  for await (const batch of (await engine.query(text, options)).rows()) rows.push(...batch);
  return rows;
}

test("a remembered plan answers for its own datetimes, clock and span", async () => {
  const tick = fc.bigInt({ min: -5n, max: 60n }).map((n) => start + n);
  await fc.assert(
    fc.asyncProperty(fc.tuple(tick, tick, tick), fc.boolean(), async ([from, to, now], span) => {
      const text = `Logs | where TimeGenerated >= datetime(${isoFromTicks(from)}) and TimeGenerated < datetime(${isoFromTicks(to)}) and TimeGenerated < now() | summarize rows = count()`;
      const timespan = { start: start + 3n, end: start + 40n };
      const [row] = await ask(text, span ? { now, timespan } : { now });
      const inside = Array.from({ length: 50 }, (_, i) => start + BigInt(i)).filter(
        (at) => at >= from && at < to && at < now && (!span || (at >= timespan.start && at < timespan.end)),
      );
      expect(row).toBe(`[${inside.length}]`);
    }),
    { numRuns: 200 },
  );
});

test("a short text is remembered too, with its own clock", async () => {
  for (const [later, rows] of [
    [0n, 0],
    [1n, 1],
    [20n, 20],
    [7n, 7],
  ] as const)
    expect(await ask("Logs | where TimeGenerated < now() | count", { now: start + later })).toEqual([`[${rows}]`]);
});

test("a datetime inside a string is text, not a value", async () => {
  for (const day of ["01", "02", "01"]) {
    const text = `Logs | where Message == "datetime(2026-01-${day}T00:00:00.0000000Z)" | summarize rows = count()`;
    expect(await ask(text, { now: start })).toEqual([day === "01" ? "[50]" : "[0]"]);
  }
});

test("a query that is refused stays refused with its own position", async () => {
  for (const column of ["Missing", "Absent"]) {
    const text = `Logs | where TimeGenerated > datetime(2026-01-01T00:00:00Z) | where ${column} == 1 | summarize count()`;
    await expect(ask(text, { now: start })).rejects.toMatchObject({
      code: "SemanticError",
      position: { offset: text.indexOf(column) },
    });
  }
});

test("engines with equal tables share plans, with each its own rows; those with other tables do not", async () => {
  const columns = [
    { name: "A", type: "string" },
    { name: "B", type: "string" },
  ] as const;
  const answers: string[] = [];
  for (const order of [columns, columns, columns.toReversed(), columns]) {
    const own = await createEngine();
    await own.createTable("T", order);
    await own.insertJson("T", [JSON.stringify({ A: `a${answers.length}`, B: "b" })], start);
    const { rows } = await own.query("T | where B == 'b' | project A", { now: start });
    for await (const batch of rows()) answers.push(...batch);
    await own.close();
  }

  expect(answers).toEqual(['["a0"]', '["a1"]', '["a2"]', '["a3"]']);
});

test("a clock that comes back finds the plan of its own time", async () => {
  const ages = [];
  for (const later of [5n, 5n, 9n, 5n, 9n, 7n])
    ages.push(...(await ask(`print (now() - datetime(${isoFromTicks(start)})) / 1tick`, { now: start + later })));

  expect(ages).toEqual(["[5.0]", "[5.0]", "[9.0]", "[5.0]", "[9.0]", "[7.0]"]);
});
