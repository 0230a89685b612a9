import { type Limits, LONG_TOTAL_RETENTION_DAYS, TABLE_RETENTION_DAYS } from "../limits.ts";
import { analyticsDays, type Plan } from "../workspace/retention.ts";
import type { Table } from "../workspace/workspace.ts";
import { armError } from "./arm-call.ts";

/** What a PATCH or PUT asks for; undefined keeps what is. */
export type TableChange = {
  readonly plan?: Plan | undefined;
  /** `-1` and `null` both mean: as the workspace. */
  readonly retentionInDays?: number | null | undefined;
  /** `-1` and `null` both mean: as `retentionInDays`. */
  readonly totalRetentionInDays?: number | null | undefined;
};

export type NewRetention = Pick<Table, "plan" | "retentionInDays" | "totalRetentionInDays">;

/**
 * The retention that a change leads to, or 400 InvalidParameter.
 * Rules: OperationalInsights 2025-07-01 Tables.json; logs/data-retention-configure.md; logs/logs-table-plans.md
 */
export function applyTableChange(
  table: Table,
  change: TableChange,
  context: { workspaceDays: number; now: number; limits: Limits },
): NewRetention {
  const plan = nextPlan(table, change.plan, context);
  const retentionInDays = nextRetention(table, change, plan);
  const totalRetentionInDays = nextTotal(table, change);
  const next = { plan, retentionInDays, totalRetentionInDays };
  const analytics = analyticsDays({ ...table, ...next }, context.workspaceDays);
  if (totalRetentionInDays !== null && totalRetentionInDays < analytics) {
    const text = `'TotalRetentionInDays' (${totalRetentionInDays}) must not be lower than 'RetentionInDays' (${analytics}).`;
    throw armError(400, "InvalidParameter", text, "properties.totalRetentionInDays");
  }
  return next;
}

function nextPlan(table: Table, plan: Plan | undefined, context: { now: number; limits: Limits }): Plan {
  if (plan === undefined || plan === table.plan) return table.plan;
  const refuse = (text: string) => armError(400, "InvalidParameter", text, "properties.plan");
  if (plan === "Auxiliary" || table.plan === "Auxiliary")
    throw refuse("The Auxiliary plan is chosen when a custom table is created and stays.");
  if (plan === "Basic" && !table.schema.basic) throw refuse(`Table '${table.name}' does not support the Basic plan.`);
  const again = (table.planChangedAt ?? Number.NEGATIVE_INFINITY) + context.limits.planSwitchDays * 86_400_000;
  if (context.now < again)
    throw refuse(`The plan of a table can be switched once a week; again from ${new Date(again).toISOString()}.`);
  return plan;
}

function nextRetention(table: Table, change: TableChange, plan: Plan): number | null {
  const days = change.retentionInDays;
  if (days === undefined) return plan === "Analytics" ? table.retentionInDays : null;
  if (days === null || days === -1) return null;
  const refuse = (text: string) => armError(400, "InvalidParameter", text, "properties.retentionInDays");
  if (plan !== "Analytics") throw refuse(`'RetentionInDays' of a table on the ${plan} plan is read-only.`);
  const { min, max } = TABLE_RETENTION_DAYS;
  if (!Number.isInteger(days) || days < min || days > max)
    throw refuse(`'RetentionInDays' must be ${min} to ${max}, or -1; not ${days}.`);
  return days;
}

function nextTotal(table: Table, change: TableChange): number | null {
  const days = change.totalRetentionInDays;
  if (days === undefined) return table.totalRetentionInDays;
  if (days === null || days === -1) return null;
  const { min, max } = TABLE_RETENTION_DAYS;
  if ((Number.isInteger(days) && days >= min && days <= max) || LONG_TOTAL_RETENTION_DAYS.has(days)) return days;
  const text = `'TotalRetentionInDays' must be ${min} to ${max}, one of ${[...LONG_TOTAL_RETENTION_DAYS].join(", ")}, or -1; not ${days}.`;
  throw armError(400, "InvalidParameter", text, "properties.totalRetentionInDays");
}
