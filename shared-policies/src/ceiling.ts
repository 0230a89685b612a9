import { z } from "zod";
import { PatternId, type PatternSettings } from "./detect/documents.ts";
import type { PatternException } from "./detect/exception.ts";
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
  /** Patterns that stay on with their own threshold and without exceptions, whatever a bundle says. */
  lockedPatterns: z.array(PatternId).max(500).default([]),
  /** Exceptions to patterns beyond this number are not applied. */
  maxPatternExceptions: z.int().min(0).max(500).default(50),
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

export interface DetectPolicies {
  readonly patterns: readonly PatternSettings[];
  readonly exceptions: readonly PatternException[];
}

/** What of a bundle the ceiling took out, for the agent to report. */
export interface DetectWithinCeiling extends DetectPolicies {
  readonly refused: readonly {
    readonly kind: "settings" | "exception";
    readonly id: string;
    readonly reason: "locked-pattern" | "too-many-exceptions";
  }[];
}

/**
 * The part of a bundle's Detect that the ceiling lets pass. Settings and exceptions of a locked pattern never do. Of
 * too many exceptions the first by id stay, so that each run of one bundle keeps the same ones.
 */
export function detectWithinCeiling(
  { lockedPatterns, maxPatternExceptions }: Pick<Ceiling, "lockedPatterns" | "maxPatternExceptions">,
  { patterns, exceptions }: DetectPolicies,
): DetectWithinCeiling {
  const locked = new Set(lockedPatterns);
  const isLocked = ({ patternId }: { patternId: string }): boolean => locked.has(patternId);
  const free = exceptions.filter((one) => !isLocked(one)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const refused: DetectWithinCeiling["refused"] = [
    ...patterns
      .filter(isLocked)
      .map(({ patternId: id }) => ({ kind: "settings", id, reason: "locked-pattern" }) as const),
    ...exceptions.filter(isLocked).map(({ id }) => ({ kind: "exception", id, reason: "locked-pattern" }) as const),
    ...free
      .slice(maxPatternExceptions)
      .map(({ id }) => ({ kind: "exception", id, reason: "too-many-exceptions" }) as const),
  ];
  return {
    patterns: patterns.filter((one) => !isLocked(one)),
    exceptions: free.slice(0, maxPatternExceptions),
    refused,
  };
}
