import { tableColumns } from "@logdoctor/kql/tables";
import { createEngine, type Engine, ticksFromIso } from "@logdoctor/kql-engine";
import { composePrevention, rulesOf } from "../compose.ts";
import { customNormaliser } from "../custom-source.ts";
import { type LogGroup, parseGroups } from "../groups.ts";
import type { ActiveRule } from "../rule.ts";
import { shippedNormalisers } from "../sources.ts";

const NOW = "2026-06-01T12:00:00Z";

export type TableRow = Readonly<Record<string, unknown>>;

/** An engine that holds one table, filled with rows; a table that is not declared has the columns of its first row. */
export async function engineWith(table: string, rows: readonly TableRow[]): Promise<Engine> {
  const engine = await createEngine({ memoryLimit: "1GB" });
  const columns = Object.entries(tableColumns(table) ?? customColumns(rows[0] ?? {}));
  await engine.createTable(
    table,
    columns.map(([name, type]) => ({ name, type })),
  );
  const lines = rows.map((row) => JSON.stringify(completed(row)));
  await engine.insertJson(table, lines, ticksFromIso(NOW));
  return engine;
}

function completed(row: TableRow): TableRow {
  return { _IsBillable: "true", _BilledSize: JSON.stringify(row).length, ...row };
}

function customColumns(row: TableRow) {
  const own = Object.keys(row).filter((name) => name !== "TimeGenerated" && !name.startsWith("_"));
  const texts = [...own, "_ItemId", "_ResourceId", "_IsBillable"].map((name) => [name, "string"] as const);
  return { ...Object.fromEntries(texts), TimeGenerated: "datetime", _BilledSize: "real" } as const;
}

/** What rules make of the rows of one table, by the query that the agent runs. */
export async function groupsIn(
  table: string,
  rows: readonly TableRow[],
  rules: readonly ActiveRule[],
): Promise<LogGroup[]> {
  const engine = await engineWith(table, rows);
  try {
    const normaliser = shippedNormalisers()[table] ?? customNormaliser(Object.keys(rows[0] ?? {})) ?? "";
    const source = { table, normaliser };
    const text = composePrevention({ source, rules, from: NOW, to: "2026-06-01T12:00:01Z" });
    return parseGroups(await answerOf(engine, text), rulesOf({ source, rules }));
  } finally {
    await engine.close();
  }
}

/** The rows of a query by column name. */
async function answerOf(engine: Engine, text: string): Promise<TableRow[]> {
  const { columns, rows } = await engine.query(text, { now: ticksFromIso(NOW) });
  const cells: TableRow[] = [];
  for await (const batch of rows())
    for (const line of batch) {
      const values = JSON.parse(line) as unknown[];
      cells.push(Object.fromEntries(columns.map(({ name }, i) => [name, values[i]])));
    }
  return cells;
}
