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
 * Name of a window's manifest number `part`. Manifests of a window are numbered without gaps and created only if absent,
 * so of two instances that archive the same window at once only one can commit each number.
 */
export function manifestName(part: { table: string; policyId: string; window: ArchiveWindow; part: number }): string {
  return partName(part).replace(/\.parquet$/, ".manifest.json");
}

export function isManifest(blob: string): boolean {
  return blob.endsWith(".manifest.json");
}
