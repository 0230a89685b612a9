import { type Column, type Engine, isoFromTicks, ticksFromIso } from "@logdoctor/kql-engine";
import { ticksFromMs } from "../clock.ts";
import { parseExact } from "../exact-json.ts";
import type { World } from "../world.ts";
import { retentionBounds } from "./retention.ts";
import { columnsOf } from "./schemas.ts";
import type { Table, Workspace } from "./workspace.ts";

const INGESTED = "local_azure_ingested";

/** Applies retention up to the clock, at most once per `retentionSweepMs`. */
export async function sweepIfDue(world: World, workspace: Workspace): Promise<void> {
  const due = workspace.sweptAt + world.settings.behaviour.retentionSweepMs;
  if (!workspace.placed || world.clock.nowMs() < due) return;
  await sweep(world, workspace);
}

/** Hides the rows past analytics retention, deletes those past total retention, brings back those that a longer retention covers again. */
export async function sweep(world: World, workspace: Workspace): Promise<void> {
  await workspace.exclusive(async () => {
    const now = world.clock.nowMs();
    workspace.sweptAt = now;
    for (const table of workspace.tables.values()) {
      if (table.hasRows) await sweepTable(workspace, table, now);
    }
  });
}

async function sweepTable(workspace: Workspace, table: Table, now: number): Promise<void> {
  const { visibleFrom, keptFrom } = retentionBounds(table, workspace.retentionInDays, now);
  const ticks = ticksFromMs(now);
  if (workspace.hiddenOpen && (await workspace.hidden()).tables().has(table.name)) {
    const hidden = await workspace.hidden();
    await deleteOlder(hidden, table.name, keptFrom, ticks);
    if (visibleFrom < table.hiddenBefore) {
      await copyRows({
        from: hidden,
        to: workspace.engine,
        table,
        where: `>= datetime(${iso(visibleFrom)})`,
        now: ticks,
      });
      await deleteFrom(hidden, table.name, visibleFrom, ticks);
    }
  }
  await deleteOlder(workspace.engine, table.name, keptFrom, ticks);
  if (visibleFrom > keptFrom) {
    const moved = await hideRows(workspace, table, visibleFrom, ticks);
    if (moved > 0) await deleteOlder(workspace.engine, table.name, visibleFrom, ticks);
  }
  table.hiddenBefore = visibleFrom;
}

async function hideRows(workspace: Workspace, table: Table, before: number, now: bigint): Promise<number> {
  const where = `< datetime(${iso(before)})`;
  const counted = await workspace.engine.query(`${table.name} | where TimeGenerated ${where} | count`, { now });
  let count = 0;
  for await (const batch of counted.rows()) count += Number((JSON.parse(batch[0] ?? "[0]") as [number])[0]);
  if (count === 0) return 0;
  const hidden = await workspace.hidden();
  if (!hidden.tables().has(table.name)) await hidden.createTable(table.name, columnsOf(table.schema));
  return copyRows({ from: workspace.engine, to: hidden, table, where, now });
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

function deleteOlder(engine: Engine, table: string, before: number, now: bigint): Promise<number> {
  return engine.deleteWhere(table, [{ column: "TimeGenerated", operator: "<", value: iso(before) }], { now });
}

function deleteFrom(engine: Engine, table: string, from: number, now: bigint): Promise<number> {
  return engine.deleteWhere(table, [{ column: "TimeGenerated", operator: ">=", value: iso(from) }], { now });
}

function iso(ms: number): string {
  return isoFromTicks(ticksFromMs(ms));
}
