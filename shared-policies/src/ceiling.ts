import { z } from "zod";
import { TableName } from "./ids.ts";
import { Job } from "./job.ts";

/**
 * The customer's own limits, set as Bicep parameters. No bundle can widen them; the provider can only read them.
 */
export const Ceiling = z.strictObject({
  protectedTables: z.array(TableName).default([]),
  maxRowsDeletedPerRun: z.int().nonnegative().default(10_000_000),
  maxDropRate: z.number().min(0).max(1).default(0.5),
  jobsOff: z.array(Job).default([]),
  dryRunOnly: z.boolean().default(false),
  allowPurge: z.boolean().default(false),
  /** No table's total retention is ever set below this. */
  minTotalRetentionDays: z.int().min(4).max(4383).default(31),
});
export type Ceiling = z.infer<typeof Ceiling>;

export type CeilingVerdict = { allowed: true } | { allowed: false; reason: CeilingReason };
export type CeilingReason = "dry-run-only" | "protected-table" | "purge-not-allowed" | "row-limit" | "retention-floor";

export interface ShrinkRequest {
  readonly table: string;
  readonly method: "tableRetention" | "deleteData" | "purge";
  /** Rows that this step would remove. */
  readonly rows: number;
  /** Rows that earlier steps of the same run removed or asked to remove. */
  readonly rowsSoFar: number;
  /** Total retention in days after the step, for `tableRetention`. */
  readonly totalRetentionDays?: number;
}

/** Whether the customer's ceiling lets a destructive step happen. Table names compare without case, on the safe side. */
export function withinCeiling(ceiling: Ceiling, request: ShrinkRequest): CeilingVerdict {
  const table = request.table.toLowerCase();
  if (ceiling.dryRunOnly) return { allowed: false, reason: "dry-run-only" };
  if (ceiling.protectedTables.some((name) => name.toLowerCase() === table)) {
    return { allowed: false, reason: "protected-table" };
  }
  if (request.method === "purge" && !ceiling.allowPurge) return { allowed: false, reason: "purge-not-allowed" };
  if (request.rowsSoFar + request.rows > ceiling.maxRowsDeletedPerRun) return { allowed: false, reason: "row-limit" };
  const floor = ceiling.minTotalRetentionDays;
  if (request.totalRetentionDays !== undefined && request.totalRetentionDays < floor) {
    return { allowed: false, reason: "retention-floor" };
  }
  return { allowed: true };
}
