import { KqlError } from "@logdoctor/kql-engine";
import { transformInForce } from "../dcr/activation.ts";
import { applyTransform } from "../dcr/apply-transform.ts";
import { logTransformErrors } from "../dcr/log-errors.ts";
import type { DataCollectionRule, DataFlow } from "../dcr/rule.ts";
import { streamColumns } from "../dcr/stream-columns.ts";
import { azureError } from "../http/errors.ts";
import { loadRows } from "../workspace/load-rows.ts";
import type { Table, Workspace } from "../workspace/workspace.ts";
import type { World } from "../world.ts";
import { prepareRow } from "./prepare-row.ts";

type Row = Record<string, unknown>;

/** One stream of a rule and the table that it leads to. */
export interface Passageway {
  readonly rule: DataCollectionRule;
  readonly flow: DataFlow;
  readonly stream: string;
  readonly workspace: Workspace;
  readonly table: Table;
}

/** What became of rows: `failed` are lost to errors of the transformation, `dropped` left out by it. */
export interface Passage {
  readonly received: number;
  readonly stored: number;
  readonly dropped: number;
  readonly failed: number;
}

/** Lets rows through a rule into a table, and counts them for the rule's metrics. */
export async function deliver(world: World, way: Passageway, rows: readonly Row[]): Promise<Passage> {
  const { rule, flow, stream } = way;
  const transformKql = transformInForce(rule, flow, world.clock.nowMs());
  const sound = transformKql === undefined ? rows : rows.filter((_, index) => !isBroken(world, rule, index));
  const left = transformKql === undefined ? sound : await transformed(world, way, { rows: sound, transformKql });
  const stored = left === "failed" ? [] : left;
  const failed = left === "failed" ? rows.length : rows.length - sound.length;
  if (failed > 0) await logTransformErrors(world, rule, { stream, rows: failed });
  const bytesOut = await store(world, way, stored);
  const dropped = Math.max(0, rows.length - failed - stored.length);
  world.traffic.add(rule.id, world.clock.nowMs(), {
    rowsReceived: rows.length,
    rowsDropped: dropped + failed,
    transformErrors: failed,
    columnsDropped: foreignColumns(way.table, stored),
    bytesIn: bytes(rows.map((row) => JSON.stringify(row))),
    bytesOut,
  });
  return { received: rows.length, stored: stored.length, dropped, failed };
}

/** Stores rows as they came, through no rule. Returns their bytes. */
export async function store(
  world: World,
  { workspace, table }: Pick<Passageway, "workspace" | "table">,
  rows: readonly Row[],
): Promise<number> {
  const receivedMs = world.clock.nowMs();
  const prepared = rows.map((row) => prepareRow(row, { table, receivedMs, limits: world.settings.limits }));
  await loadRows(world, { workspace, table, recent: true }, prepared);
  return bytes(prepared);
}

interface Transformation {
  readonly rows: readonly Row[];
  readonly transformKql: string;
}

async function transformed(
  world: World,
  { rule, stream, table }: Passageway,
  { rows, transformKql }: Transformation,
): Promise<readonly Row[] | "failed"> {
  try {
    const columns = streamColumns(rule.body, stream, table);
    return await applyTransform({ columns, rows, transformKql, now: world.clock.now() });
  } catch (error) {
    if (!(error instanceof KqlError)) throw error;
    if (error.code !== "NotSupported") return "failed";
    const message = `local-azure cannot run the transformation of stream ${stream}, so no row was stored: ${error.message}`;
    throw azureError(501, { code: "NotImplemented", message });
  }
}

/** Spread evenly, the same rows every time. */
function isBroken(world: World, rule: DataCollectionRule, index: number): boolean {
  const share = world.brokenTransforms.get(rule.id.toLowerCase()) ?? 0;
  return Math.floor((index + 1) * share) > Math.floor(index * share);
}

function foreignColumns(table: Table, rows: readonly Row[]): number {
  const foreign = rows.map((row) => Object.keys(row).filter((name) => !(name in table.schema.columns)).length);
  return foreign.reduce((sum, count) => sum + count, 0);
}

function bytes(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}
