import { createHash } from "node:crypto";
import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
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
import { dayOf, joinProofs, manifestsOfDay, overlap, proofOf, readManifests } from "./archive-index.ts";
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
 * matched, and returns how many rows that are. What is archived already is not archived again: a further part holds only
 * the rows that are missing. Throws `NotProven` when that cannot be reached.
 */
export async function proveWindow(context: RetainContext, unit: Unit, window: ArchiveWindow): Promise<number> {
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    const parts = unit.manifests.filter((manifest) => overlap(manifest.window, window));
    const known = parts.length === 0 ? undefined : await alreadyProven(context, unit, { window, parts });
    if (known !== undefined) return known;
    const round = await archiveOnce(context, unit, { window, parts });
    if ("proven" in round) return round.proven;
    if ("split" in round) return proveHalves(context, unit, window);
    context.log("retain.window.retry", { table: unit.facts.table, from: window.from, attempt, reason: round.retry });
  }
  throw new NotProven(`The rows from ${window.from} to ${window.to} changed or failed to match ${maxAttempts} times`);
}

/** How a round ended: rows proven, a window to be cut in two, or a reason to look again. */
type Round = { proven: number } | { split: true } | { retry: string };

async function proveHalves(context: RetainContext, unit: Unit, window: ArchiveWindow): Promise<number> {
  let proven = 0;
  for (const half of halvesOf(window)) proven += await proveWindow(context, unit, half);
  return proven;
}

function halvesOf(window: ArchiveWindow): [ArchiveWindow, ArchiveWindow] {
  const halves = splitWindow(window);
  if (halves === undefined) throw new NotProven(`One tick, ${window.from}, holds more rows than one query returns`);
  return halves;
}

interface Target {
  readonly window: ArchiveWindow;
  readonly parts: readonly ArchiveManifest[];
}

/** The quick way: the workspace's own hash of the window equals that of the archive, over the same columns. */
async function alreadyProven(context: RetainContext, unit: Unit, target: Target): Promise<number | undefined> {
  const current = await context.workspace.proof(unit.selection, target.window);
  if (current.rows === 0) return 0;
  const equal = sameColumns(unit, target.parts) && differences(proofOf(target.parts), current).length === 0;
  return equal ? current.rows : undefined;
}

function sameColumns(unit: Unit, parts: readonly ArchiveManifest[]): boolean {
  const wanted = signature(unit.selection.columns);
  return parts.every((part) => signature(part.columns) === wanted);
}

/** One round: fetch, write what is missing, read back, compare, and only then write the manifest. */
async function archiveOnce(context: RetainContext, unit: Unit, target: Target): Promise<Round> {
  const files: string[] = [];
  const temp = (extension: string): string => {
    const path = context.tempFile(extension);
    files.push(path);
    return path;
  };
  try {
    const { rows, query } = await fetchRows(context, unit, { ...target, temp });
    if (rows.rows === 0) return { proven: 0 };
    const earlier = await Promise.all(target.parts.map((part) => download(context, part, temp("parquet"))));
    const encoded = await context.codec.encode(rows, temp("parquet"), earlier);
    if (encoded.rows === 0) return { proven: rows.rows };
    const stored = await store(context, unit, { ...target, encoded, temp });
    const verdict = await verify(context, unit, { ...target, stored, earlier, temp });
    if (verdict.mismatch !== undefined) return { retry: verdict.mismatch };
    const taken = await commit(context, unit, { ...target, stored, encoded, query, sourceBytes: verdict.sourceBytes });
    return taken === undefined ? { proven: rows.rows } : { retry: taken };
  } catch (error) {
    if (isTooLarge(error)) return { split: true };
    if (error instanceof QueryBodyError) return { retry: error.message };
    throw error;
  } finally {
    await Promise.all(files.map((path) => rm(path, { force: true })));
  }
}

function isTooLarge(error: unknown): boolean {
  if (error instanceof WorkspaceError) return error.kind === "too-large";
  return error instanceof QueryBodyError && error.kind === "partial";
}

interface FetchTarget extends Target {
  readonly temp: (extension: string) => string;
}

/**
 * The window's rows on disk. A window that is not archived yet is cut when it is too large, so that its parts stay small;
 * one that has parts keeps its borders, and its rows come in several answers.
 */
async function fetchRows(
  context: RetainContext,
  unit: Unit,
  target: FetchTarget,
): Promise<{ rows: RowsFile; query: string }> {
  try {
    const { body, query } = await context.workspace.rows(unit.selection, target.window);
    const rows = await splitRows(body, target.temp("ndjson"));
    const asked = signature(unit.selection.columns);
    const got = signature(rows.columns);
    if (asked !== got && rows.rows > 0)
      throw new QueryBodyError("malformed", `the answer has the columns ${got}, not ${asked}`);
    return { rows, query };
  } catch (error) {
    if (!isTooLarge(error) || target.parts.length === 0) throw error;
    const [first, second] = halvesOf(target.window);
    const left = await fetchRows(context, unit, { ...target, window: first });
    const right = await fetchRows(context, unit, { ...target, window: second });
    if (left.rows.rows > 0 && right.rows.rows > 0) await appendFile(left.rows.path, "\n");
    await appendFile(left.rows.path, await readFile(right.rows.path));
    return { rows: { ...left.rows, rows: left.rows.rows + right.rows.rows }, query: `${left.query};\n${right.query}` };
  }
}

function signature(columns: readonly { name: string; type: string }[]): string {
  return columns.map((column) => `${column.name}:${column.type}`).join();
}

async function download(context: RetainContext, manifest: ArchiveManifest, path: string): Promise<PartFile> {
  const blob = await context.archive.read(manifest.blob.name);
  if (blob === undefined || sha256(blob.bytes) !== manifest.blob.sha256) {
    throw new NotProven(`The archive file ${manifest.blob.name} is missing or was changed after it was verified`);
  }
  await writeFile(path, blob.bytes);
  return { path, columns: manifest.columns };
}

/** An archive file as it was downloaded again, and the proof computed from those bytes. */
interface ReadBack {
  readonly etag: string;
  readonly bytes: Uint8Array;
  readonly proof: RowSetProof;
  readonly file: PartFile;
}

interface Stored extends ReadBack {
  readonly name: string;
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
  const local = await readFile(target.encoded.path);
  for (let part = target.parts.length + 1; part <= maxParts; part++) {
    const name = partName({ table: unit.facts.table, policyId: unit.policy.id, window: target.window, part });
    const outcome = await context.archive.create(name, local);
    const back = await readBack(context, unit, { name, columns: target.encoded.columns, path: target.temp("parquet") });
    const same =
      outcome === "created" ? (found: ReadBack) => local.equals(found.bytes) : await sameRows(context, unit, target);
    if (back !== undefined && same(back)) return { ...back, name };
    if (outcome === "created") context.log("retain.blob.corrupt", { blob: name });
  }
  throw new NotProven(`No archive file of the window from ${target.window.from} could be read back as written`);
}

async function sameRows(context: RetainContext, unit: Unit, target: StoreTarget): Promise<(back: ReadBack) => boolean> {
  const wanted = await context.codec.proof(target.encoded, unit.selection.columns);
  return (back) => differences(back.proof, wanted).length === 0;
}

async function readBack(
  context: RetainContext,
  unit: Unit,
  blob: { name: string; columns: PartFile["columns"]; path: string },
): Promise<ReadBack | undefined> {
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
  const { rows } = await fetchRows(context, unit, target);
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

/** Commits one after another: each manifest's number follows from those that stand already. */
async function commit(context: RetainContext, unit: Unit, target: CommitTarget): Promise<string | undefined> {
  const done = unit.committing.then(() => commitNext(context, unit, target));
  unit.committing = done.then(
    () => undefined,
    () => undefined,
  );
  return done;
}

/** Writes the manifest: the moment at which the rows count as archived. Returns why not, if another instance was first. */
async function commitNext(context: RetainContext, unit: Unit, target: CommitTarget): Promise<string | undefined> {
  const day = dayOf(target.window.from);
  const of = { table: unit.facts.table, policyId: unit.policy.id };
  const sequence = manifestsOfDay(unit.manifests, day).length + 1;
  const manifest = manifestOf(context, unit, { ...target, sequence });
  const bytes = Buffer.from(JSON.stringify(manifest));
  const outcome = await context.archive.create(manifestName({ ...of, day, sequence }), bytes);
  if (outcome === "created") unit.manifests.push(manifest);
  else {
    const fresh = await readManifests(context.archive, of, [day]);
    const others = unit.manifests.filter((known) => dayOf(known.window.from) !== day);
    unit.manifests.splice(0, unit.manifests.length, ...others, ...fresh);
    const ours = fresh.some((known) => known.blob.name === manifest.blob.name);
    if (!ours) return "another instance archived rows of this day at the same time";
  }
  if (target.parts.length > 0) context.journal.unit(unit.key).late += manifest.rows;
  return undefined;
}

function manifestOf(context: RetainContext, unit: Unit, target: CommitTarget & { sequence: number }): ArchiveManifest {
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
    part: target.sequence,
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

function keepUntil(to: string, days: number): string {
  return new Date(Date.parse(`${to.slice(0, 19)}Z`) + days * 86_400_000).toISOString();
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
