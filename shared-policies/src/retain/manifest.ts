import { z } from "zod";
import { DocumentId, Instant, LogInstant, RunId, TableName, TenantId } from "../ids.ts";
import { RetentionClass } from "./classify.ts";
import { ArchiveWindow } from "./window.ts";

export const KqlType = z.enum([
  "string",
  "int",
  "long",
  "real",
  "bool",
  "datetime",
  "timespan",
  "guid",
  "dynamic",
  "decimal",
]);
export type KqlType = z.infer<typeof KqlType>;

/**
 * One column of an archive file. `encoding` says how Parquet holds it: `native` is Parquet's own type (datetime:
 * TIMESTAMP in nanoseconds), `text` the exact text that Log Analytics returned.
 */
export const ArchivedColumn = z.object({
  name: z.string(),
  type: KqlType,
  encoding: z.enum(["native", "text"]),
  nulls: z.int().nonnegative(),
});
export type ArchivedColumn = z.infer<typeof ArchivedColumn>;

/** Order-independent hash of rows: per-row SHA-256, whose first 128 bits are summed as four limbs of 32 bits. */
export const ContentHash = z.object({
  algorithm: z.literal("row-sha256-sum-v1"),
  limbs: z.array(z.string().regex(/^\d+$/)).length(4),
});
export type ContentHash = z.infer<typeof ContentHash>;

/** Written only after the blob was read back and matched the workspace. No manifest, no shrink. */
export const ArchiveManifest = z.object({
  formatVersion: z.literal(1),
  tenantId: TenantId,
  workspaceId: z.string(),
  policyId: DocumentId,
  policyPredicate: z.string(),
  retentionClass: RetentionClass,
  table: TableName,
  window: ArchiveWindow,
  part: z.int().positive(),
  rows: z.int().nonnegative(),
  minTime: LogInstant,
  maxTime: LogInstant,
  /** Bytes of the rows as the workspace bills or estimates them. */
  sourceBytes: z.number().nonnegative(),
  contentHash: ContentHash,
  columns: z.array(ArchivedColumn).min(1),
  query: z.object({ text: z.string(), sha256: z.string() }),
  blob: z.object({ name: z.string(), etag: z.string(), sha256: z.string(), length: z.int().positive() }),
  keepUntil: Instant,
  runId: RunId,
  fence: z.int().positive(),
  verifiedAt: Instant,
});
export type ArchiveManifest = z.infer<typeof ArchiveManifest>;

/** Adds two content hashes: the hash of both row sets together. */
export function addHashes(a: ContentHash, b: ContentHash): ContentHash {
  const limbs = a.limbs.map((limb, i) => (BigInt(limb) + BigInt(b.limbs[i] ?? "0")).toString());
  return { algorithm: a.algorithm, limbs };
}

export const emptyHash: ContentHash = { algorithm: "row-sha256-sum-v1", limbs: ["0", "0", "0", "0"] };

/** What is known of a set of rows; two sets that agree in all of it are taken as equal. */
export interface RowSetProof {
  readonly rows: number;
  readonly hash: ContentHash;
  readonly minTime: string | undefined;
  readonly maxTime: string | undefined;
}

/** Names what differs between two proofs; an empty list means that they match. */
export function differences(a: RowSetProof, b: RowSetProof): string[] {
  const found: string[] = [];
  if (a.rows !== b.rows) found.push(`rows: ${a.rows} and ${b.rows}`);
  if (a.minTime !== b.minTime) found.push(`minTime: ${a.minTime ?? "none"} and ${b.minTime ?? "none"}`);
  if (a.maxTime !== b.maxTime) found.push(`maxTime: ${a.maxTime ?? "none"} and ${b.maxTime ?? "none"}`);
  if (a.hash.limbs.join() !== b.hash.limbs.join()) found.push("content hash");
  return found;
}
