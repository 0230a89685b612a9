import { readFile, writeFile } from "node:fs/promises";
import { type ArchiveManifest, differences, type RowSetProof } from "@logdoctor/shared-policies";
import type { EncodedPart, PartFile } from "../../archive/codec.ts";
import { partName } from "../../archive/names.ts";
import { sha256 } from "../../archive/sha256.ts";
import type { RetainContext, Unit } from "./context.ts";
import { NotProven, type Target } from "./window-target.ts";

const maxParts = 50;

/** A committed archive file on local disk again. Throws `NotProven` when its bytes are not those that were verified. */
export async function download(context: RetainContext, manifest: ArchiveManifest, path: string): Promise<PartFile> {
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

export interface Stored extends ReadBack {
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
export async function store(context: RetainContext, unit: Unit, target: StoreTarget): Promise<Stored> {
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
