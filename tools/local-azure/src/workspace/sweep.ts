import { ticksFromMs } from "../clock.ts";
import type { World } from "../world.ts";
import { bringBack, deleteOlder, oldestRow } from "./hidden-rows.ts";
import { retentionBounds } from "./retention.ts";
import type { Table, Workspace } from "./workspace.ts";

/** Applies retention up to the clock, at most once per `retentionSweepMs`. */
export async function sweepIfDue(world: World, workspace: Workspace): Promise<void> {
  const since = world.clock.nowMs() - workspace.sweptAt;
  // A clock that was set back leaves a sweep in the future behind.
  const fresh = since >= 0 && since < world.settings.behaviour.retentionSweepMs;
  if (workspace.placed && !fresh) await sweep(world, workspace);
}

/** Deletes the rows past total retention and notes from when on the others can be seen; see visibility.ts. */
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
  await deleteExpired(workspace, table, keptFrom, ticks);
  if (workspace.hiddenOpen && (await workspace.hidden()).tables().has(table.name)) {
    await deleteOlder(await workspace.hidden(), table.name, keptFrom, ticks);
    await bringBack(workspace, table, visibleFrom, ticks);
  }
  table.visibleFrom = visibleFrom;
}

/** Asks for the oldest row first, since most sweeps find nothing to delete and a deletion is dear. */
async function deleteExpired(workspace: Workspace, table: Table, keptFrom: number, now: bigint): Promise<void> {
  if (table.oldest >= keptFrom) return;
  table.oldest = await oldestRow(workspace.engine, table.name, now);
  if (table.oldest >= keptFrom) return;
  await deleteOlder(workspace.engine, table.name, keptFrom, now);
  table.oldest = keptFrom;
}
