import { existsSync, readFileSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";

const Days = z.object({ retentionInDays: z.int(), totalRetentionInDays: z.int() });

/**
 * What must survive a restart of the local Azure, whose rows live in memory: the rows are made again from the seed, and
 * those that have gone since are left out.
 */
export const WorldFile = z.object({
  formatVersion: z.literal(1),
  seed: z.string(),
  scale: z.number(),
  /** Time of the newest sample row. */
  anchor: z.iso.datetime(),
  /** How far the local Azure's clock is ahead of the machine's, in ms. */
  clockAheadMs: z.number().nonnegative(),
  lateRowsLoaded: z.boolean(),
  /** Retention per company and table. */
  retention: z.record(z.string(), z.record(z.string(), Days)),
});
export type WorldFile = z.infer<typeof WorldFile>;

function pathIn(directory: string): string {
  return join(directory, "world.json");
}

/** The world of an earlier start, or undefined for the first. Throws when the file is not one of ours. */
export function readWorld(directory: string): WorldFile | undefined {
  const path = pathIn(directory);
  if (!existsSync(path)) return undefined;
  const parsed = WorldFile.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (!parsed.success) throw new Error(`${path} is from another version. Delete ${directory} to begin anew.`);
  return parsed.data;
}

/** Replaces the file in one step, so that a crash leaves the old one or the new one. */
export async function writeWorld(directory: string, world: WorldFile): Promise<void> {
  await mkdir(dirname(pathIn(directory)), { recursive: true });
  const next = `${pathIn(directory)}.next`;
  await writeFile(next, `${JSON.stringify(world, null, 2)}\n`);
  await rename(next, pathIn(directory));
}
