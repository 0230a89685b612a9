import type { Run } from "@logdoctor/shared-policies";

/** Rows of one kind over all tables of a run. */
export function totalOf(run: Run, field: "expired" | "archived" | "verified" | "shrunk"): number {
  return (run.retain?.tables ?? []).reduce((sum, table) => sum + table[field], 0);
}
