import { createHash, randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ArchiveManifest, differences } from "@logdoctor/shared-policies";
import type { ArchiveBlobs } from "../jobs/retain/ports.ts";
import type { ArchiveCodec } from "./codec.ts";
import { type ArchiveContents, type ArchiveFilter, type FoundManifest, isWanted, readArchive } from "./list-archive.ts";
import { isManifest, manifestName } from "./names.ts";
import { type ManifestName, readBlobRange, readManifestName } from "./read-names.ts";

/**
 * `missing`: a blob is not there; `changed`: it is not the one that was verified; `unreadable`: it cannot be read as what it
 * is; `mismatch`: it can, and holds something else than its manifest says.
 */
export type PartStatus = "ok" | "missing" | "changed" | "unreadable" | "mismatch";

/** What was found of one blob: a data file, or a manifest that is itself at fault. */
export interface VerifiedPart {
  readonly blob: string;
  readonly status: PartStatus;
  readonly detail?: string;
}

export interface ArchiveVerdict {
  readonly parts: readonly VerifiedPart[];
  /** Data files that no manifest names: an interrupted run leaves such; they hold nothing that counts as archived. */
  readonly orphans: readonly string[];
  readonly summary: { readonly ok: number; readonly faults: number; readonly orphans: number };
}

export interface VerifyProgress {
  readonly done: number;
  readonly total: number;
  readonly part: VerifiedPart;
}

type Tools = { blobs: ArchiveBlobs; codec: ArchiveCodec; folder: string };

/**
 * Reads an archive again and proves it against its manifests: every data file is there with its ETag, length and SHA-256,
 * opens as Parquet, and gives the row count, time range and content hash that were verified; manifests are well formed, say
 * what their names say, are numbered without gaps, and none names a file twice. Faults are told, never thrown; what throws
 * is storage that cannot be listed.
 */
export async function verifyArchive(
  blobs: ArchiveBlobs,
  codec: ArchiveCodec,
  filter: ArchiveFilter = {},
  onProgress: (progress: VerifyProgress) => void = () => undefined,
): Promise<ArchiveVerdict> {
  const contents = await readArchive(blobs, filter);
  const wanted = contents.manifests.filter(({ manifest }) => isWanted(manifest.window, filter));
  const parts: VerifiedPart[] = [
    ...contents.broken.map(({ blob, detail }) => ({ blob, detail, status: "unreadable" as const })),
    ...gaps(contents.names),
    ...namedTwice(contents.manifests),
  ];
  const total = parts.length + wanted.length;
  for (const [index, part] of parts.entries()) onProgress({ done: index + 1, total, part });
  const folder = await mkdtemp(join(tmpdir(), "logdoctor-verify-"));
  try {
    for (const found of wanted) {
      const part = await verifyPart({ blobs, codec, folder }, found);
      parts.push(part);
      onProgress({ done: parts.length, total, part });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const orphans = orphansOf(contents, filter);
  const ok = parts.filter(({ status }) => status === "ok").length;
  return { parts, orphans, summary: { ok, faults: parts.length - ok, orphans: orphans.length } };
}

async function verifyPart(tools: Tools, { blob: at, manifest }: FoundManifest): Promise<VerifiedPart> {
  const blob = manifest.blob.name;
  const forged = disagreement(at, manifest);
  if (forged !== undefined) return { blob, status: "mismatch", detail: `${at}: ${forged}` };
  const found = await tools.blobs.read(blob).catch((error: unknown) => messageOf(error));
  if (typeof found === "string") return { blob, status: "unreadable", detail: `Storage does not give it: ${found}` };
  if (found === undefined) return { blob, status: "missing", detail: `${at} names it, but it is not there` };
  const changed = changeOf(found, manifest);
  if (changed !== undefined) return { blob, status: "changed", detail: changed };
  return { blob, ...(await proven(tools, manifest, found.bytes)) };
}

/** Where a manifest contradicts its own name or itself. */
function disagreement(at: string, manifest: ArchiveManifest): string | undefined {
  const { table, policyId, part: sequence, window, query } = manifest;
  const name = manifestName({ table, policyId, day: window.from.slice(0, 10), sequence });
  if (name !== at) return `the manifest says that it is ${name}`;
  if (sha256(Buffer.from(query.text)) !== query.sha256) return "the text of its query has another SHA-256";
  const range = readBlobRange(manifest.blob.name);
  if (range?.table !== table || range.day !== window.from.slice(0, 10)) return "its file lies in another folder";
  return undefined;
}

function changeOf(found: { bytes: Uint8Array; etag: string }, { blob }: ArchiveManifest): string | undefined {
  if (found.bytes.length !== blob.length) return `${found.bytes.length} bytes instead of ${blob.length}`;
  if (sha256(found.bytes) !== blob.sha256) return "the same length, but another SHA-256";
  if (found.etag !== blob.etag) return `the same bytes, but written again: ETag ${found.etag} instead of ${blob.etag}`;
  return undefined;
}

async function proven(
  { codec, folder }: Tools,
  manifest: ArchiveManifest,
  bytes: Uint8Array,
): Promise<Pick<VerifiedPart, "status" | "detail">> {
  const path = join(folder, `${randomUUID()}.parquet`);
  try {
    await writeFile(path, bytes);
    const proof = await codec.proof({ path, columns: manifest.columns }, manifest.columns);
    const wrong = differences({ ...manifest, hash: manifest.contentHash }, proof);
    if (wrong.length === 0) return { status: "ok" };
    return { status: "mismatch", detail: `manifest and file differ: ${wrong.join("; ")}` };
  } catch (error) {
    return { status: "unreadable", detail: `not readable as the columns of its manifest: ${messageOf(error)}` };
  } finally {
    await rm(path, { force: true });
  }
}

/** Manifests of a policy, table and day are numbered from 1; a number that is not there was removed. */
function gaps(names: readonly string[]): VerifiedPart[] {
  const all = names.filter(isManifest);
  const read = all.map(readManifestName);
  const strange = all.filter((_, i) => read[i] === undefined);
  const known = read.filter((name) => name !== undefined);
  const groups = Map.groupBy(known, ({ table, day, policyId }) => `${table}/${day}/${policyId}`);
  return [
    ...strange.map((blob): VerifiedPart => ({ blob, status: "mismatch", detail: "not the name of a manifest" })),
    ...[...groups.values()].flatMap(gapsOf),
  ];
}

function gapsOf(manifests: readonly ManifestName[]): VerifiedPart[] {
  const last = Math.max(...manifests.map(({ sequence }) => sequence));
  const there = new Set(manifests.map(({ sequence }) => sequence));
  const [first] = manifests;
  if (first === undefined) return [];
  const absent: VerifiedPart[] = [];
  for (let sequence = 1; sequence < last; sequence++) {
    if (there.has(sequence)) continue;
    const detail = `manifest ${sequence} of ${last} of this policy and day is not there`;
    absent.push({ blob: manifestName({ ...first, sequence }), status: "missing", detail });
  }
  return absent;
}

function namedTwice(manifests: readonly FoundManifest[]): VerifiedPart[] {
  const byFile = Map.groupBy(manifests, ({ manifest }) => manifest.blob.name);
  return [...byFile.values()].flatMap(([first, ...others]) =>
    others.map(({ blob, manifest }): VerifiedPart => {
      const detail = `${blob} names it, and so does ${first?.blob}: its rows would count twice`;
      return { blob: manifest.blob.name, status: "mismatch", detail };
    }),
  );
}

/** Data files that no readable manifest names; that of a broken manifest is among them. */
function orphansOf({ names, manifests }: ArchiveContents, filter: ArchiveFilter): string[] {
  const named = new Set(manifests.map(({ manifest }) => manifest.blob.name));
  return names.filter((name) => {
    const window = readBlobRange(name)?.window;
    return !isManifest(name) && !named.has(name) && (window === undefined || isWanted(window, filter));
  });
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
