import { ticksFromIso } from "@logdoctor/kql-engine";
import type { World } from "../world.ts";
import { completeRow } from "./standard-columns.ts";
import type { Table, Workspace } from "./workspace.ts";

/**
 * Loads rows (JSON object texts) as if they had come through the pipeline at `ingestedAt` (ISO, default: the clock).
 * TimeGenerated is taken as it is; `recent` says that no row is older than the shortest retention. Returns the number of rows.
 *
 * `rows` must not query this workspace: changes of stored rows wait for each other.
 */
export async function loadRows(
  world: World,
  target: { workspace: Workspace; table: Table; ingestedAt?: string; recent?: boolean },
  rows: AsyncIterable<string> | Iterable<string>,
): Promise<number> {
  const { workspace, table } = target;
  const ingestedAt = target.ingestedAt === undefined ? world.clock.now() : ticksFromIso(target.ingestedAt);
  return workspace.exclusive(async () => {
    const count = await workspace.engine.insertJson(table.name, complete(workspace, table, rows), ingestedAt);
    // A first row gives the table its bounds; other rows may be older than these.
    if (!table.hasRows || target.recent !== true) workspace.sweptAt = Number.NEGATIVE_INFINITY;
    if (count > 0) {
      table.oldest = target.recent === true ? Math.min(table.oldest, oldestIngested(world)) : Number.NEGATIVE_INFINITY;
      workspace.placed = true;
      table.hasRows = true;
    }
    return count;
  });
}

async function* complete(
  workspace: Workspace,
  table: Table,
  rows: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<string> {
  for await (const row of rows) yield completeRow(workspace, table, row);
}

function oldestIngested(world: World): number {
  return world.clock.nowMs() - world.settings.limits.ingestionOldestHours * 3_600_000;
}
