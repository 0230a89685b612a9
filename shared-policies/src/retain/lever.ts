import { z } from "zod";
import { freeRetentionDays } from "../price-book.ts";
import type { RetentionPolicy } from "./retention-policy.ts";

export const TablePlans = ["Analytics", "Basic", "Auxiliary"] as const;
export type TablePlan = (typeof TablePlans)[number];

/** A table's plan and retention as the Tables API gives them, in days. */
export interface TableSettings {
  readonly table: string;
  readonly plan: TablePlan;
  readonly retentionInDays: number;
  readonly totalRetentionInDays: number;
}

/** Stable key of why a lever was chosen, for translation; `not-reached` and `unknown-table` are said by callers. */
export const LeverReason = z.enum([
  "policy-archives-only",
  "shared-table",
  "rows-not-deletable",
  "policy-purges",
  "rows-by-range",
  "retention-fixed-by-plan",
  "retention-already-low",
  "retention-beyond-need",
  "not-reached",
  "unknown-table",
]);
export type LeverReason = z.infer<typeof LeverReason>;

interface Why {
  readonly reasonCode: LeverReason;
  readonly reason: string;
}

export type Lever = Why &
  (
    | { method: "tableRetention"; retentionInDays: number; totalRetentionInDays: number }
    | { method: "deleteData" | "purge" | "archiveOnly" | "none" }
  );

/** Days between the age at which rows are archived and the age at which Azure drops them. */
const archiveMarginDays = 7;

/** Values above 730 days that the Tables API takes for total retention (REST reference, Tables, 2025-07-01). */
const longRetentions = [1095, 1460, 1826, 2191, 2556, 2922, 3288, 3653, 4018, 4383];

/**
 * Chooses how expired rows of one policy leave one table. Only retention changes the bill, and only above the days that
 * come with ingestion; deleting rows does not, so it is used where the policy or a mixed table leaves no other way.
 *
 * @param policiesOnTable every active policy that names the table, this one included.
 * @see https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure
 */
export function chooseLever(
  policy: RetentionPolicy,
  policiesOnTable: readonly RetentionPolicy[],
  settings: TableSettings,
): Lever {
  if (policy.shrinkMethod === "archiveOnly") {
    return { method: "archiveOnly", reasonCode: "policy-archives-only", reason: "The policy archives only." };
  }
  const wholeTable = policy.predicate === undefined && policiesOnTable.length === 1;
  const byRetention = policy.shrinkMethod === "tableRetention" || (policy.shrinkMethod === "auto" && wholeTable);
  if (byRetention) return wholeTable ? retentionLever(policy, settings) : mixedTable();
  if (settings.plan !== "Analytics") {
    return {
      method: "archiveOnly",
      reasonCode: "rows-not-deletable",
      reason: `Rows of a ${settings.plan} table cannot be deleted; its retention is fixed by the plan.`,
    };
  }
  if (policy.shrinkMethod === "purge") {
    return {
      method: "purge",
      reasonCode: "policy-purges",
      reason: "The policy asks for purge. Purge does not lower the bill.",
    };
  }
  return {
    method: "deleteData",
    reasonCode: "rows-by-range",
    reason: "Rows are deleted by range. That ends their use, but Azure's bill stays: it follows retention.",
  };
}

function mixedTable(): Lever {
  return {
    method: "none",
    reasonCode: "shared-table",
    reason: "Several policies share this table, so its retention cannot follow one of them.",
  };
}

function retentionLever(policy: RetentionPolicy, settings: TableSettings): Lever {
  if (settings.plan !== "Analytics") {
    return {
      method: "none",
      reasonCode: "retention-fixed-by-plan",
      reason: `The interactive retention of a ${settings.plan} table is fixed by its plan.`,
    };
  }
  const target = leastUsefulRetention(policy.hotRetentionDays, settings.table);
  const retentionInDays = Math.min(settings.retentionInDays, target);
  const totalRetentionInDays = Math.min(settings.totalRetentionInDays, target);
  if (retentionInDays === settings.retentionInDays && totalRetentionInDays === settings.totalRetentionInDays) {
    return {
      method: "none",
      reasonCode: "retention-already-low",
      reason: "The table's retention is already as low as Azure's bill rewards.",
    };
  }
  return {
    method: "tableRetention",
    retentionInDays,
    totalRetentionInDays,
    reasonCode: "retention-beyond-need",
    reason: `Retention beyond ${target} days is what Azure bills for; the days up to there come with ingestion or keep the archive safe.`,
  };
}

/** The lowest total retention, in days, that saves money and leaves the archive time to catch up. */
export function leastUsefulRetention(hotRetentionDays: number, table: string): number {
  const wanted = Math.max(hotRetentionDays + archiveMarginDays, freeRetentionDays(table));
  if (wanted <= 730) return wanted;
  return longRetentions.find((days) => days >= wanted) ?? 4383;
}
