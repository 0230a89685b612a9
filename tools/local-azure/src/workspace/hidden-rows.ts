import { type Column, type Engine, isoFromTicks, ticksFromIso } from "@logdoctor/kql-engine";
import { ticksFromMs } from "../clock.ts";
import { parseExact } from "../exact-json.ts";
import { columnsOf } from "./schemas.ts";
import type { Table, Workspace } from "./workspace.ts";

const INGESTED = "local_azure_ingested";

/** Moves the rows before a time (ms) out of the reach of queries. */
export async function hideRows(workspace: Workspace, table: Table, before: number, now: bigint): Promise<void> {
  const where = `< datetime(${iso(before)})`;
  const counted = await workspace.engine.query(`${table.name} | where TimeGenerated ${where} | count`, { now });
  let count = 0;
  for await (const batch of counted.rows()) count += Number((JSON.parse(batch[0] ?? "[0]") as [number])[0]);
  if (count === 0) return;
  const hidden = await workspace.hidden();
  if (!hidden.tables().has(table.name)) await hidden.createTable(table.name, columnsOf(table.schema));
  await copyRows({ from: workspace.engine, to: hidden, table, where, now });
  await deleteOlder(workspace.engine, table.name, before, now);
}

/** Moves the hidden rows from a time (ms) on back. */
export async function bringBack(workspace: Workspace, table: Table, from: number, now: bigint): Promise<void> {
  const hidden = await workspace.hidden();
  table.oldest = Number.NEGATIVE_INFINITY;
  await copyRows({ from: hidden, to: workspace.engine, table, where: `>= datetime(${iso(from)})`, now });
  await hidden.deleteWhere(table.name, [{ column: "TimeGenerated", operator: ">=", value: iso(from) }], { now });
}

type Copy = { from: Engine; to: Engine; table: Table; where: string; now: bigint };

/** Copies rows with their ingestion times; returns how many. */
async function copyRows(copy: Copy): Promise<number> {
  const text = `${copy.table.name} | where TimeGenerated ${copy.where} | extend ${INGESTED} = ingestion_time()`;
  const result = await copy.from.query(text, { now: copy.now });
  let count = 0;
  for await (const batch of result.rows()) {
    const groups = Map.groupBy(
      batch.map((row) => toObject(result.columns, row)),
      (row) => row.ingested,
    );
    for (const [ingested, rows] of groups) {
      count += await copy.to.insertJson(
        copy.table.name,
        rows.map((row) => row.text),
        ticksFromIso(ingested),
      );
    }
  }
  return count;
}

function toObject(columns: readonly Column[], row: string): { text: string; ingested: string } {
  const values = parseExact(row) as unknown[];
  const parts: string[] = [];
  let ingested = "";
  for (const [index, column] of columns.entries()) {
    const value = values[index];
    if (column.name === INGESTED) ingested = String(value);
    else if (value !== null) {
      parts.push(
        `${JSON.stringify(column.name)}:${column.type === "dynamic" ? dynamicText(String(value)) : JSON.stringify(value)}`,
      );
    }
  }
  return { text: `{${parts.join(",")}}`, ingested };
}

/**
 * A dynamic comes as its JSON text, or bare if it is a string. A string that happens to be JSON text cannot be told from the value and comes
 * back as the value; both look the same in every answer.
 */
function dynamicText(wire: string): string {
  if (wire === "null") return '"null"';
  try {
    JSON.parse(wire);
    return wire;
  } catch {
    return JSON.stringify(wire);
  }
}

/** The time (ms, rounded down) of the oldest row; Infinity without one. */
export async function oldestRow(engine: Engine, table: string, now: bigint): Promise<number> {
  const result = await engine.query(`${table} | summarize min(TimeGenerated)`, { now });
  let oldest = Number.POSITIVE_INFINITY;
  for await (const batch of result.rows()) {
    for (const row of batch) {
      const [time] = JSON.parse(row) as [string | null];
      if (time !== null) oldest = Date.parse(time);
    }
  }
  return oldest;
}

/** Deletes the rows before a time (ms); returns how many. */
export function deleteOlder(engine: Engine, table: string, before: number, now: bigint): Promise<number> {
  return engine.deleteWhere(table, [{ column: "TimeGenerated", operator: "<", value: iso(before) }], { now });
}

function iso(ms: number): string {
  return isoFromTicks(ticksFromMs(ms));
}
