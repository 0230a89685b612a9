import { ticksFromIso } from "@logdoctor/kql-engine";
import type { World } from "../world.ts";
import { completeRow } from "./standard-columns.ts";
import type { Table, Workspace } from "./workspace.ts";

/**
 * Loads rows (JSON object texts) as if they had come through the pipeline at `ingestedAt` (ISO, default: the clock).
 * TimeGenerated is taken as it is. Returns the number of rows.
 */
export async function loadRows(
  world: World,
  target: { workspace: Workspace; table: Table; ingestedAt?: string },
  rows: AsyncIterable<string> | Iterable<string>,
): Promise<number> {
  const { workspace, table } = target;
  const ingestedAt = target.ingestedAt === undefined ? world.clock.now() : ticksFromIso(target.ingestedAt);
  return workspace.exclusive(async () => {
    const count = await workspace.engine.insertJson(table.name, complete(workspace, table, rows), ingestedAt);
    if (count > 0) {
      workspace.placed = true;
      table.hasRows = true;
    }
    // New rows may be older than the table's retention.
    workspace.sweptAt = Number.NEGATIVE_INFINITY;
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
