import { KqlError } from "../../errors.ts";
import { createEngine, type Engine } from "../../index.ts";
import { rowsOf } from "../run-query.ts";
import { type Draw, drawRight, drawSteps, drawTable } from "./arbitrary-query.ts";
import type { Table } from "./language.ts";
import { queryText, resultJson, rowJson } from "./print.ts";
import { run } from "./tabular.ts";

export interface Difference {
  readonly query: string;
  readonly table: readonly string[];
  readonly found: readonly string[] | string;
  readonly expected: readonly string[];
}

/** Asks the engine and the interpreter a number of queries over the same two tables. */
export async function differences(draw: Draw, queries: number) {
  const tables = new Map([
    ["T", drawTable(draw, draw(0, 1, 5, 20))],
    ["R", drawRight(draw, draw(0, 1, 4))],
  ]);
  const engine = await createEngine();
  const [wrong, refused]: [Difference[], string[]] = [[], []];
  try {
    for (const [name, table] of tables) await load(engine, name, table);
    for (let i = 0; i < queries; i++) {
      const start = tables.get("T") ?? { fields: [], rows: [] };
      const steps = drawSteps(draw, start);
      const query = queryText("T", steps);
      const result = run(start, steps, tables);
      const expected = result.rows.map((row) => resultJson(result, row)).sort();
      const found = await answer(engine, query);
      if (typeof found === "string" && /^NotSupported|out of range/.test(found)) refused.push(`${query}: ${found}`);
      else if (typeof found === "string" || found.join("\n") !== expected.join("\n"))
        wrong.push({ query, table: start.rows.map((row) => rowJson(start, row)), found, expected });
    }
  } finally {
    await engine.close();
  }
  return { asked: queries, wrong, refused };
}

async function load(engine: Engine, name: string, table: Table): Promise<void> {
  await engine.createTable(
    name,
    table.fields.map((field) => ({ name: field.name, type: field.kind })),
  );
  await engine.insertJson(
    name,
    table.rows.map((row) => rowJson(table, row)),
    0n,
  );
}

// The interpreter prints no sign of zero; by value there is none, and of two zeros either may be kept.
function unsignedZeros(row: string): string {
  return row.replace(/(?<=[[,])-0\.0(?=[,\]])/g, "0.0");
}

async function answer(engine: Engine, query: string): Promise<readonly string[] | string> {
  try {
    return (await rowsOf(engine, query)).map(unsignedZeros).sort();
  } catch (error) {
    if (error instanceof KqlError) return `${error.code}: ${error.message}`;
    throw error;
  }
}
