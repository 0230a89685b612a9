import { tableColumns } from "@logdoctor/kql/tables";
import { createEngine, type Engine, ticksFromIso } from "@logdoctor/kql-engine";
import { composeDetection } from "../compose.ts";
import { type Finding, parseFindings } from "../finding.ts";
import type { Pattern } from "../pattern.ts";

const NOW = "2026-06-01T12:00:00Z";

export type TableRow = Readonly<Record<string, unknown>>;

/** An engine that holds one table of the declared columns, filled with rows. */
export async function engineWith(table: string, rows: readonly TableRow[]): Promise<Engine> {
  const engine = await createEngine({ memoryLimit: "1GB" });
  const columns = Object.entries(tableColumns(table) ?? {}).map(([name, type]) => ({ name, type }));
  await engine.createTable(table, columns);
  await engine.insertJson(
    table,
    rows.map((row) => JSON.stringify(row)),
    ticksFromIso(NOW),
  );
  return engine;
}

/** What the patterns find in rows of one table, by the query that the agent runs. */
export async function findingsIn(
  table: string,
  rows: readonly TableRow[],
  patterns: readonly Pattern[],
): Promise<Finding[]> {
  const engine = await engineWith(table, rows);
  try {
    const text = composeDetection({ table, patterns, from: NOW, to: "2026-06-01T12:00:01Z" });
    const { columns, rows: batches } = await engine.query(text, { now: ticksFromIso(NOW) });
    const cells: TableRow[] = [];
    for await (const batch of batches())
      for (const line of batch) {
        const values = JSON.parse(line) as unknown[];
        cells.push(Object.fromEntries(columns.map(({ name }, i) => [name, values[i]])));
      }
    return parseFindings(cells, patterns);
  } finally {
    await engine.close();
  }
}
