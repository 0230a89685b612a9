import { ArchiveManifest, type ContentHash, type RetentionClass, ticksOf } from "@logdoctor/shared-policies";
import { z } from "zod";
import type { ArchiveBlobs } from "../jobs/retain/ports.ts";
import { isManifest } from "./names.ts";
import { readBlobRange } from "./read-names.ts";

/** Which part of an archive is meant; a part belongs to it when its window and the half-open [from, to) overlap. */
export interface ArchiveFilter {
  readonly table?: string;
  /** ISO instants in UTC with at most seven fractional digits. */
  readonly from?: string;
  readonly to?: string;
}

/** One verified archive file, as its manifest tells. `bytes` is the length of the file. */
export interface ArchivePart {
  readonly table: string;
  readonly tenantId: string;
  readonly policyId: string;
  readonly class: RetentionClass;
  readonly from: string;
  readonly to: string;
  readonly rows: number;
  readonly bytes: number;
  readonly blob: string;
  readonly contentHash: ContentHash;
  readonly verifiedAt: string;
  readonly runId: string;
  readonly keepUntil: string;
}

/** A manifest that stands in the archive and cannot be read. */
export interface BrokenManifest {
  readonly blob: string;
  readonly detail: string;
}

export interface ArchiveListing {
  readonly parts: readonly ArchivePart[];
  readonly broken: readonly BrokenManifest[];
  readonly summary: {
    readonly tables: number;
    readonly parts: number;
    readonly rows: number;
    readonly bytes: number;
  };
}

/** A manifest that was read, and the blob it was read from. */
export interface FoundManifest {
  readonly blob: string;
  readonly manifest: ArchiveManifest;
}

/** Everything of the days that a filter touches; `names` are all blobs there, manifests and data files. */
export interface ArchiveContents {
  readonly names: readonly string[];
  readonly manifests: readonly FoundManifest[];
  readonly broken: readonly BrokenManifest[];
}

const readsAtOnce = 8;

/**
 * Lists what an archive holds, by its manifests, in the order of table and time. A broken manifest is told apart and never
 * thrown; what throws is storage that cannot be listed.
 */
export async function listArchive(blobs: ArchiveBlobs, filter: ArchiveFilter = {}): Promise<ArchiveListing> {
  const { manifests, broken } = await readArchive(blobs, filter);
  const parts = manifests
    .filter(({ manifest }) => isWanted(manifest.window, filter))
    .map(({ manifest }) => partOf(manifest))
    .toSorted((a, b) => order(a, b));
  const sum = (of: "rows" | "bytes"): number => parts.reduce((total, part) => total + part[of], 0);
  const tables = new Set(parts.map(({ table }) => table)).size;
  return { parts, broken, summary: { tables, parts: parts.length, rows: sum("rows"), bytes: sum("bytes") } };
}

/** Reads every manifest of the days that `filter` touches: to find orphans and gaps, a day is looked at as a whole. */
export async function readArchive(blobs: ArchiveBlobs, filter: ArchiveFilter): Promise<ArchiveContents> {
  const prefix = filter.table === undefined ? "table=" : `table=${filter.table}/`;
  const names = (await blobs.list(prefix)).filter((name) => touches(name, filter));
  const manifests: FoundManifest[] = [];
  const broken: BrokenManifest[] = [];
  const queue = names.filter(isManifest);
  const worker = async (): Promise<void> => {
    for (let blob = queue.shift(); blob !== undefined; blob = queue.shift()) {
      const found = await readManifest(blobs, blob);
      if ("manifest" in found) manifests.push(found);
      else broken.push(found);
    }
  };
  await Promise.all(Array.from({ length: readsAtOnce }, worker));
  const byName = (a: { blob: string }, b: { blob: string }): number => compare(a.blob, b.blob);
  return { names, manifests: manifests.toSorted(byName), broken: broken.toSorted(byName) };
}

/** True when a window shares an instant with the filter's range. */
export function isWanted(window: { from: string; to: string }, { from, to }: ArchiveFilter): boolean {
  const begins = to === undefined || ticksOf(window.from) < ticksOf(to);
  return begins && (from === undefined || ticksOf(window.to) > ticksOf(from));
}

/** Windows never cross a UTC day, so whole days can be left out by their folder's name. */
function touches(blob: string, filter: ArchiveFilter): boolean {
  const range = readBlobRange(blob);
  if (range === undefined) return filter.from === undefined && filter.to === undefined;
  const from = `${range.day}T00:00:00Z`;
  const next = new Date(Date.parse(from) + 86_400_000).toISOString();
  return isWanted({ from, to: next }, filter);
}

async function readManifest(blobs: ArchiveBlobs, blob: string): Promise<FoundManifest | BrokenManifest> {
  try {
    const found = await blobs.read(blob);
    if (found === undefined) return { blob, detail: "The manifest was listed, but is not there" };
    const parsed = ArchiveManifest.safeParse(JSON.parse(Buffer.from(found.bytes).toString("utf8")));
    if (parsed.success) return { blob, manifest: withInstants(parsed.data) };
    return { blob, detail: `The manifest is not one of format 1:\n${z.prettifyError(parsed.error)}` };
  } catch (error) {
    return { blob, detail: `The manifest cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Throws RangeError for a window that has the form of instants, such as a thirteenth month, and is none. */
function withInstants(manifest: ArchiveManifest): ArchiveManifest {
  ticksOf(manifest.window.from);
  ticksOf(manifest.window.to);
  return manifest;
}

function partOf(manifest: ArchiveManifest): ArchivePart {
  const { table, tenantId, policyId, window, rows, blob, contentHash, verifiedAt, runId, keepUntil } = manifest;
  const kept = { contentHash, verifiedAt, runId, keepUntil };
  const what = { table, tenantId, policyId, class: manifest.retentionClass, from: window.from, to: window.to };
  return { ...what, rows, bytes: blob.length, blob: blob.name, ...kept };
}

function order(a: ArchivePart, b: ArchivePart): number {
  return compare(a.table, b.table) || compare(a.from, b.from) || compare(a.blob, b.blob);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
