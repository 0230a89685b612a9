import { rm } from "node:fs/promises";
import { type ArchiveWindow, differences } from "@logdoctor/shared-policies";
import type { PartFile } from "../../archive/codec.ts";
import { QueryBodyError } from "../../archive/split-rows.ts";
import { download, type Stored, store } from "./archive-file.ts";
import { joinProofs, overlap, proofOf } from "./archive-index.ts";
import { commit } from "./commit-manifest.ts";
import type { RetainContext, Unit } from "./context.ts";
import { fetchRows, halvesOf, isTooLarge } from "./window-rows.ts";
import { NotProven, sameColumns, type Target } from "./window-target.ts";

const maxAttempts = 4;

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

/** The quick way: the workspace's own hash of the window equals that of the archive, over the same columns. */
async function alreadyProven(context: RetainContext, unit: Unit, target: Target): Promise<number | undefined> {
  const current = await context.workspace.proof(unit.selection, target.window);
  if (current.rows === 0) return 0;
  const equal = sameColumns(unit, target.parts) && differences(proofOf(target.parts), current).length === 0;
  return equal ? current.rows : undefined;
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
