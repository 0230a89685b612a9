import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import {
  ArchiveManifest,
  type ArchiveWindow,
  differences,
  type RowSetProof,
  splitWindow,
} from "@logdoctor/shared-policies";
import type { EncodedPart, PartFile } from "../../archive/codec.ts";
import { manifestName, partName } from "../../archive/names.ts";
import type { RowsFile } from "../../archive/rows.ts";
import { QueryBodyError, splitRows } from "../../archive/split-rows.ts";
import { joinProofs, proofOf, sameWindow } from "./archive-index.ts";
import type { RetainContext, Unit } from "./context.ts";
import { WorkspaceError } from "./ports.ts";

const maxAttempts = 4;
const maxParts = 50;

/** A window could not be proven archived; its rows stay where they are. */
export class NotProven extends Error {
  constructor(message: string) {
    super(message);
    this.name = "NotProven";
  }
}

/**
 * Makes sure that every row that the workspace now holds in `window` is in an archive file that was read back and
 * matched. What is archived already is not archived again: a further part holds only the rows that are missing.
 * Throws `NotProven` when that cannot be reached.
 */
export async function proveWindow(context: RetainContext, unit: Unit, window: ArchiveWindow): Promise<void> {
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    const parts = unit.manifests.filter((manifest) => sameWindow(manifest.window, window));
    if (parts.length > 0 && (await alreadyProven(context, unit, { window, parts }))) return;
    const step = await archiveOnce(context, unit, { window, parts });
    if (step === "done") return;
    if (step === "split") return proveHalves(context, unit, window);
    context.log("retain.window.retry", { table: unit.facts.table, from: window.from, attempt, reason: step });
  }
  throw new NotProven(`The rows from ${window.from} to ${window.to} changed or failed to match ${maxAttempts} times`);
}

async function proveHalves(context: RetainContext, unit: Unit, window: ArchiveWindow): Promise<void> {
  const halves = splitWindow(window);
  if (halves === undefined) throw new NotProven(`One tick, ${window.from}, holds more rows than one query returns`);
  for (const half of halves) await proveWindow(context, unit, half);
}

interface Target {
  readonly window: ArchiveWindow;
  readonly parts: readonly ArchiveManifest[];
}

/** The quick way: the workspace's own hash of the window equals that of the archive, over the same columns. */
async function alreadyProven(context: RetainContext, unit: Unit, target: Target): Promise<boolean> {
  const current = await context.workspace.proof(unit.selection, target.window);
  if (current.rows === 0) return true;
  return sameColumns(unit, target.parts) && differences(proofOf(target.parts), current).length === 0;
}

function sameColumns(unit: Unit, parts: readonly ArchiveManifest[]): boolean {
  const names = unit.selection.columns.map((column) => `${column.name}:${column.type}`).join();
  return parts.every((part) => part.columns.map((column) => `${column.name}:${column.type}`).join() === names);
}

/** One round: fetch, write what is missing, read back, compare, and only then write the manifest. */
async function archiveOnce(context: RetainContext, unit: Unit, target: Target): Promise<"done" | "split" | string> {
  const files: string[] = [];
  const temp = (extension: string): string => {
    const path = context.tempFile(extension);
    files.push(path);
    return path;
  };
  try {
    const { rows, query } = await fetchRows(context, unit, { window: target.window, path: temp("ndjson") });
    if (rows.rows === 0) return "done";
    const earlier = await Promise.all(target.parts.map((part) => download(context, part, temp("parquet"))));
    const encoded = await context.codec.encode(rows, temp("parquet"), earlier);
    if (encoded.rows === 0) return "done";
    const stored = await store(context, unit, { ...target, encoded, temp });
    const verdict = await verify(context, unit, { ...target, stored, earlier, temp });
    if (verdict.mismatch !== undefined) return verdict.mismatch;
    return await commit(context, unit, { ...target, stored, encoded, query, sourceBytes: verdict.sourceBytes });
  } catch (error) {
    const tooLarge = error instanceof WorkspaceError && error.kind === "too-large";
    const partial = error instanceof QueryBodyError && error.kind === "partial";
    if (tooLarge || partial) return target.parts.length === 0 ? "split" : `the result is partial: ${String(error)}`;
    if (error instanceof QueryBodyError) return error.message;
    throw error;
  } finally {
    await Promise.all(files.map((path) => rm(path, { force: true })));
  }
}

async function fetchRows(
  context: RetainContext,
  unit: Unit,
  into: { window: ArchiveWindow; path: string },
): Promise<{ rows: RowsFile; query: string }> {
  const { body, query } = await context.workspace.rows(unit.selection, into.window);
  const rows = await splitRows(body, into.path);
  const asked = unit.selection.columns.map((column) => `${column.name}:${column.type}`).join();
  const got = rows.columns.map((column) => `${column.name}:${column.type}`).join();
  if (asked !== got) throw new QueryBodyError("malformed", `the answer has the columns ${got}, not ${asked}`);
  return { rows, query };
}

async function download(context: RetainContext, manifest: ArchiveManifest, path: string): Promise<PartFile> {
  const blob = await context.archive.read(manifest.blob.name);
  if (blob === undefined || sha256(blob.bytes) !== manifest.blob.sha256) {
    throw new NotProven(`The archive file ${manifest.blob.name} is missing or was changed after it was verified`);
  }
  await writeFile(path, blob.bytes);
  return { path, columns: manifest.columns };
}

interface Stored {
  readonly name: string;
  readonly etag: string;
  readonly bytes: Uint8Array;
  readonly proof: RowSetProof;
  readonly file: PartFile;
}

interface StoreTarget extends Target {
  readonly encoded: EncodedPart;
  readonly temp: (extension: string) => string;
}

/**
 * Uploads under the next free name and reads back. A file that an earlier, interrupted attempt left under the name is
 * taken over when it holds exactly these rows; otherwise it stays an orphan without a manifest.
 */
async function store(context: RetainContext, unit: Unit, target: StoreTarget): Promise<Stored> {
  const wanted = await context.codec.proof(target.encoded, unit.selection.columns);
  const local = await readFile(target.encoded.path);
  for (let part = target.parts.length + 1; part <= maxParts; part++) {
    const name = partName({ table: unit.facts.table, policyId: unit.policy.id, window: target.window, part });
    const outcome = await context.archive.create(name, local);
    const back = await readBack(context, unit, { name, columns: target.encoded.columns, path: target.temp("parquet") });
    if (back !== undefined && differences(back.proof, wanted).length === 0) return { ...back, name };
    if (outcome === "created") context.log("retain.blob.corrupt", { blob: name });
  }
  throw new NotProven(`No archive file of the window from ${target.window.from} could be read back as written`);
}

async function readBack(
  context: RetainContext,
  unit: Unit,
  blob: { name: string; columns: PartFile["columns"]; path: string },
): Promise<Omit<Stored, "name"> | undefined> {
  const found = await context.archive.read(blob.name);
  if (found === undefined) return undefined;
  await writeFile(blob.path, found.bytes);
  const file = { path: blob.path, columns: blob.columns };
  try {
    return { ...found, file, proof: await context.codec.proof(file, unit.selection.columns) };
  } catch (error) {
    context.log("retain.blob.unreadable", { blob: blob.name, error: String(error) });
    return undefined;
  }
}

interface VerifyTarget extends Target {
  readonly stored: Stored;
  readonly earlier: readonly PartFile[];
  readonly temp: (extension: string) => string;
}

/** Compares what was read back with an independent query of the workspace. */
async function verify(
  context: RetainContext,
  unit: Unit,
  target: VerifyTarget,
): Promise<{ mismatch?: string; sourceBytes: number }> {
  const expected = await context.workspace.proof(unit.selection, target.window);
  const archived = joinProofs(proofOf(target.parts), target.stored.proof);
  const found = differences(archived, expected);
  const comparable = target.parts.length === 0 || sameColumns(unit, target.parts);
  if (comparable && found.length === 0) return { sourceBytes: expected.sourceBytes };
  if (target.parts.length === 0)
    return { mismatch: `archive and workspace differ: ${found.join("; ")}`, sourceBytes: 0 };
  // Rows of earlier parts may be gone from the workspace already, or have other columns: compare row by row.
  const { rows } = await fetchRows(context, unit, { window: target.window, path: target.temp("ndjson") });
  const all = await context.codec.compare(rows, [...target.earlier, target.stored.file]);
  const own = await context.codec.compare(rows, [target.stored.file]);
  if (all.onlyInRows === 0 && own.onlyInParts === 0) return { sourceBytes: expected.sourceBytes };
  return {
    mismatch: `${all.onlyInRows} rows are not archived, ${own.onlyInParts} are not in the workspace`,
    sourceBytes: 0,
  };
}

interface CommitTarget extends Target {
  readonly stored: Stored;
  readonly encoded: EncodedPart;
  readonly query: string;
  readonly sourceBytes: number;
}

/** Writes the manifest: the moment at which the rows count as archived. */
async function commit(context: RetainContext, unit: Unit, target: CommitTarget): Promise<"done" | string> {
  const manifest = manifestOf(context, unit, target);
  const { table, policyId, window, part } = manifest;
  const name = manifestName({ table, policyId, window, part });
  const outcome = await context.archive.create(name, Buffer.from(JSON.stringify(manifest)));
  const committed = outcome === "created" ? manifest : await existing(context, name);
  unit.manifests.push(committed);
  if (committed.blob.name !== manifest.blob.name) return "another instance archived this window at the same time";
  if (target.parts.length > 0) context.journal.unit(unit.key).late += committed.rows;
  return "done";
}

function manifestOf(context: RetainContext, unit: Unit, target: CommitTarget): ArchiveManifest {
  const { stored, window } = target;
  return ArchiveManifest.parse({
    formatVersion: 1,
    tenantId: context.tenantId,
    workspaceId: context.workspaceId,
    policyId: unit.policy.id,
    policyPredicate: unit.policy.predicate ?? "",
    retentionClass: unit.policy.retentionClass,
    table: unit.facts.table,
    window,
    part: target.parts.length + 1,
    rows: stored.proof.rows,
    minTime: stored.proof.minTime,
    maxTime: stored.proof.maxTime,
    sourceBytes: target.parts.length === 0 ? target.sourceBytes : 0,
    contentHash: stored.proof.hash,
    columns: target.encoded.columns,
    query: { text: target.query, sha256: sha256(Buffer.from(target.query)) },
    blob: { name: stored.name, etag: stored.etag, sha256: sha256(stored.bytes), length: stored.bytes.length },
    keepUntil: keepUntil(window.to, unit.policy.archiveRetentionDays),
    runId: context.lease.runId,
    fence: context.lease.fence,
    verifiedAt: context.clock.now().toISOString(),
  });
}

async function existing(context: RetainContext, name: string): Promise<ArchiveManifest> {
  const blob = await context.archive.read(name);
  if (blob === undefined) throw new NotProven(`The manifest ${name} cannot be read`);
  return ArchiveManifest.parse(JSON.parse(Buffer.from(blob.bytes).toString("utf8")));
}

function keepUntil(to: string, days: number): string {
  return new Date(Date.parse(`${to.slice(0, 19)}Z`) + days * 86_400_000).toISOString();
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
