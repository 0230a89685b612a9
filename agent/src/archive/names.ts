import { type ArchiveWindow, ticksOf } from "@logdoctor/shared-policies";

/** Folder of one table's archive of one UTC day; `day` is `YYYY-MM-DD`. */
export function dayPrefix(table: string, day: string): string {
  return `table=${table}/date=${day}/`;
}

/**
 * Name of an archive file: partitioned by table, date and hour of the window's start (the Hive layout that Parquet
 * readers prune by), then policy, window and part number. Equal inputs give equal names, so a rerun meets its own file.
 */
export function partName(part: { table: string; policyId: string; window: ArchiveWindow; part: number }): string {
  const { from, to } = part.window;
  const folder = `${dayPrefix(part.table, from.slice(0, 10))}hour=${from.slice(11, 13)}`;
  const number = part.part.toString().padStart(3, "0");
  return `${folder}/${part.policyId}-${ticksOf(from)}-${ticksOf(to)}-${number}.parquet`;
}

/**
 * Name of manifest number `sequence` of a policy on one table and day. The numbers have no gaps and a manifest is created
 * only if absent, so whoever commits one has seen all before it: of two instances at once, one must look again.
 */
export function manifestName(of: { table: string; policyId: string; day: string; sequence: number }): string {
  return `${dayPrefix(of.table, of.day)}${of.policyId}-${of.sequence.toString().padStart(6, "0")}.manifest.json`;
}

export function isManifest(blob: string): boolean {
  return blob.endsWith(".manifest.json");
}
