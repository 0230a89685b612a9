import { instantOf } from "@logdoctor/shared-policies";

/** What the name of a manifest says; the parts of `manifestName`. */
export interface ManifestName {
  readonly blob: string;
  readonly table: string;
  readonly day: string;
  readonly policyId: string;
  readonly sequence: number;
}

/** What the name of any blob of the archive says of the rows it is about. */
export interface BlobRange {
  readonly table: string;
  readonly day: string;
  /** The window of a data file; a manifest's name has none. */
  readonly window: { readonly from: string; readonly to: string } | undefined;
}

const folder = /^table=([^/]+)\/date=(\d{4}-\d{2}-\d{2})\//;
const manifest = /^table=([^/]+)\/date=(\d{4}-\d{2}-\d{2})\/([^/]+)-(\d{6})\.manifest\.json$/;
const dataFile = /-(\d{1,19})-(\d{1,19})-\d{3}\.parquet$/;
/** The last tick of the year 9999. */
const maxTicks = 3_155_378_975_999_999_999n;

/** Reads a manifest's name, or nothing when `manifestName` did not make it. */
export function readManifestName(blob: string): ManifestName | undefined {
  const [, table, day, policyId, sequence] = manifest.exec(blob) ?? [];
  if (table === undefined || day === undefined || policyId === undefined || !isDay(day)) return undefined;
  return { blob, table, day, policyId, sequence: Number(sequence) };
}

/** Table, day and window that a blob's name tells, or nothing when it is not in the archive's folders. */
export function readBlobRange(blob: string): BlobRange | undefined {
  const [, table, day] = folder.exec(blob) ?? [];
  if (table === undefined || day === undefined || !isDay(day)) return undefined;
  return { table, day, window: windowOf(blob) };
}

function windowOf(blob: string): BlobRange["window"] {
  const [, from, to] = dataFile.exec(blob) ?? [];
  if (from === undefined || to === undefined || BigInt(from) > maxTicks || BigInt(to) > maxTicks) return undefined;
  return { from: instantOf(BigInt(from)), to: instantOf(BigInt(to)) };
}

function isDay(text: string): boolean {
  return !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}
