import { createHash, randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ArchiveManifest, type LogInstant } from "@logdoctor/shared-policies";
import { testRun, testTenant } from "@logdoctor/shared-policies/testing";
import type { ArchiveCodec } from "../archive/codec.ts";
import { manifestName, partName } from "../archive/names.ts";
import type { RowColumn } from "../archive/rows.ts";
import { splitRows } from "../archive/split-rows.ts";
import type { ArchiveBlobs } from "../jobs/retain/ports.ts";
import { answerOf } from "./query-answer.ts";
import type { WireRow } from "./reference-hash.ts";

/** One archived hour: what a finished window leaves in the container. */
export interface ArchivedHour {
  readonly table: string;
  /** Start of the hour, such as `2026-06-01T07:00:00.0000000Z`. */
  readonly from: LogInstant;
  readonly to: LogInstant;
  /** Number of its manifest within the day. */
  readonly sequence: number;
  readonly columns: readonly RowColumn[];
  readonly rows: readonly WireRow[];
}

/** Puts rows and their manifest into a container as the agent would, and returns the manifest. */
export async function putArchived(
  blobs: ArchiveBlobs,
  codec: ArchiveCodec,
  hour: ArchivedHour,
): Promise<ArchiveManifest> {
  const folder = await mkdtemp(join(tmpdir(), "logdoctor-archived-"));
  try {
    const answer = answerOf(hour.columns, hour.rows);
    const rows = await splitRows(one(Buffer.from(answer)), join(folder, "rows.ndjson"));
    const encoded = await codec.encode(rows, join(folder, `${randomUUID()}.parquet`), []);
    const bytes = await readFile(encoded.path);
    const policyId = "security";
    const window = { from: hour.from, to: hour.to };
    const name = partName({ table: hour.table, policyId, window, part: 1 });
    await blobs.create(name, bytes);
    const etag = (await blobs.read(name))?.etag ?? "";
    const proof = await codec.proof(encoded, hour.columns);
    const manifest = ArchiveManifest.parse({
      ...fixed,
      table: hour.table,
      window,
      part: hour.sequence,
      ...proof,
      contentHash: proof.hash,
      columns: encoded.columns,
      blob: { name, etag, sha256: sha256(bytes), length: bytes.length },
    });
    await putManifest(blobs, manifest);
    return manifest;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Creates a manifest under its own name. */
export async function putManifest(blobs: ArchiveBlobs, manifest: ArchiveManifest): Promise<string> {
  const { table, policyId, window, part: sequence } = manifest;
  const name = manifestName({ table, policyId, day: window.from.slice(0, 10), sequence });
  await blobs.create(name, Buffer.from(JSON.stringify(manifest)));
  return name;
}

const query = "SecurityEvent | take 1";
const fixed = {
  formatVersion: 1,
  tenantId: testTenant,
  workspaceId: "ws",
  policyId: "security",
  policyPredicate: "",
  retentionClass: "A",
  sourceBytes: 100,
  query: { text: query, sha256: sha256(Buffer.from(query)) },
  keepUntil: "2033-01-01T00:00:00.000Z",
  runId: testRun,
  fence: 1,
  verifiedAt: "2026-11-01T00:00:00.000Z",
};

async function* one(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
