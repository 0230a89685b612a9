import { z } from "zod";
import { DocumentId, TableName } from "../ids.ts";
import { RetentionClass } from "./classify.ts";
import { LeverReason } from "./lever.ts";
import { ContentHash } from "./manifest.ts";
import { Savings } from "./savings.ts";
import { ArchiveWindow } from "./window.ts";

/** Why a table's rows were not shrunk, or not wholly. */
export const HeldBack = z.enum([
  "legal-hold",
  "dry-run-only",
  "protected-table",
  "purge-not-allowed",
  "row-limit",
  "retention-floor",
  "quota",
  "time-budget",
  "provider-away",
  "lease-lost",
  "not-verified",
  "policy-refused",
  "table-missing",
  "no-lever",
  "operation-pending",
  "failed",
]);
export type HeldBack = z.infer<typeof HeldBack>;

/** One verified archive file, as a person sees it in a run. */
export const ArchivedPart = z.object({
  blob: z.string().max(500),
  window: ArchiveWindow,
  rows: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  contentHash: ContentHash,
});
export type ArchivedPart = z.infer<typeof ArchivedPart>;

export const maxPartsInReport = 100;

/** What a run did with one policy on one table. Counts are rows unless named otherwise, over all attempts of the run. */
export const RetainTableOutcome = z.object({
  table: TableName,
  policyId: DocumentId,
  class: RetentionClass,
  status: z.enum(["succeeded", "partial", "failed"]),
  expired: z.int().nonnegative(),
  archived: z.int().nonnegative(),
  verified: z.int().nonnegative(),
  shrunk: z.int().nonnegative(),
  late: z.int().nonnegative(),
  method: z.enum(["tableRetention", "deleteData", "purge", "archiveOnly", "none"]),
  methodReasonCode: LeverReason,
  methodReason: z.string().max(500),
  heldBack: z.array(HeldBack),
  blobs: z.int().nonnegative(),
  /** Bytes written to Blob storage. */
  bytes: z.int().nonnegative(),
  /** Bytes of the archived rows as the workspace counts them. */
  sourceBytes: z.number().nonnegative(),
  windows: z.object({ planned: z.int(), done: z.int(), failed: z.int() }),
  retention: z.object({ before: z.int(), after: z.int(), totalBefore: z.int(), totalAfter: z.int() }).optional(),
  parts: z.array(ArchivedPart).max(maxPartsInReport),
  errorMessage: z.string().max(500).optional(),
});
export type RetainTableOutcome = z.infer<typeof RetainTableOutcome>;

/** A table as the agent found it: the base of previews and of the savings page. */
export const TableInventory = z.object({
  table: TableName,
  plan: z.enum(["Analytics", "Basic", "Auxiliary"]),
  retentionInDays: z.int(),
  totalRetentionInDays: z.int(),
  gbPerDay: z.number().nonnegative(),
  rowsPerDay: z.number().nonnegative(),
});
export type TableInventory = z.infer<typeof TableInventory>;

export const RetainOutcome = z.object({
  tables: z.array(RetainTableOutcome).max(500),
  inventory: z.array(TableInventory).max(1000),
  savings: Savings,
});
export type RetainOutcome = z.infer<typeof RetainOutcome>;
