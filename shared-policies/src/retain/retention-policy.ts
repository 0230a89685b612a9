import { z } from "zod";
import { DocumentId, Instant, TableName, TenantId } from "../ids.ts";
import type { FieldProblem } from "../problem.ts";
import { atLeastAsStrict, classify, LogCategory, RetentionClass, Severity } from "./classify.ts";

/** How rows leave the workspace. `auto` takes the lever that Azure's bill rewards. */
export const ShrinkMethod = z.enum(["auto", "tableRetention", "deleteData", "purge", "archiveOnly"]);
export type ShrinkMethod = z.infer<typeof ShrinkMethod>;

/** Days; total retention in Log Analytics ends at 12 years. */
const maxArchiveDays = 4383;
/**
 * A row whose TimeGenerated is over two days old on arrival is stamped with its time of arrival instead
 * (Azure Monitor, standard columns), so rows of four days and more cannot be joined by late ones.
 */
export const minHotRetentionDays = 4;

const editable = {
  policyName: z.string().trim().min(1).max(120),
  logCategory: LogCategory,
  severity: Severity.optional(),
  retentionClass: RetentionClass,
  tables: z.array(TableName).min(1).max(50),
  /** KQL row predicate: a conjunction of column comparisons, or absent for every row of the tables. */
  predicate: z.string().trim().min(1).max(2000).optional(),
  hotRetentionDays: z.int().min(minHotRetentionDays).max(730),
  archiveEnabled: z.boolean(),
  archiveRetentionDays: z.int().min(0).max(maxArchiveDays),
  shrinkMethod: ShrinkMethod.default("auto"),
  isActive: z.boolean().default(true),
};

/** What a person may set. Unknown fields are refused. */
export const RetentionPolicyInput = z.strictObject(editable);
export type RetentionPolicyInput = z.infer<typeof RetentionPolicyInput>;

/** The stored document; field names are those of the plan's class diagram, `tables` to `isActive` added. */
export const RetentionPolicy = z.object({
  id: DocumentId,
  tenantId: TenantId,
  ...editable,
  createdAt: Instant,
  updatedAt: Instant,
});
export type RetentionPolicy = z.infer<typeof RetentionPolicy>;

/** Rules that hold between fields; each problem names its field and what to do. */
export function checkRetentionPolicy(input: RetentionPolicyInput): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const demanded = classify(input.logCategory, input.severity);
  if (!atLeastAsStrict(input.retentionClass, demanded.retentionClass)) {
    problems.push(
      problem(
        "/retentionClass",
        `Class ${input.retentionClass} keeps less than this category needs. ${demanded.reason}`,
      ),
    );
  }
  if (input.retentionClass === "A" && !input.archiveEnabled) {
    problems.push(
      problem("/archiveEnabled", "Class A is archived before anything is removed: set archiveEnabled to true."),
    );
  }
  if (input.archiveEnabled && input.archiveRetentionDays < (input.retentionClass === "A" ? 365 : 1)) {
    problems.push(
      problem(
        "/archiveRetentionDays",
        input.retentionClass === "A"
          ? "Class A is archived for at least 365 days."
          : "An archive is kept for at least 1 day.",
      ),
    );
  }
  if (!input.archiveEnabled && input.archiveRetentionDays > 0) {
    problems.push(problem("/archiveRetentionDays", "Without an archive this must be 0."));
  }
  if (!input.archiveEnabled && input.shrinkMethod === "archiveOnly") {
    problems.push(problem("/shrinkMethod", "archiveOnly needs archiveEnabled."));
  }
  if (input.predicate !== undefined && input.shrinkMethod === "tableRetention") {
    problems.push(
      problem(
        "/shrinkMethod",
        "Table retention covers a whole table; with a predicate choose auto, deleteData, purge or archiveOnly.",
      ),
    );
  }
  const seen = new Set(input.tables.map((name) => name.toLowerCase()));
  if (seen.size !== input.tables.length) problems.push(problem("/tables", "A table is named twice."));
  return problems;
}

function problem(pointer: string, detail: string): FieldProblem {
  return { pointer, detail };
}
