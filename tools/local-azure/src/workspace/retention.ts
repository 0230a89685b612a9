import { BASIC_RETENTION_DAYS } from "../limits.ts";
import type { TableSchema } from "./schemas.ts";

const DAY_MS = 86_400_000;

export type Plan = "Analytics" | "Basic" | "Auxiliary";

/** A period in which data that a shorter total retention gave up is still kept. */
export type Grace = { readonly days: number; readonly until: number };

/** What decides how long a table keeps rows. `null` means: as the default. */
export type TableRetention = {
  readonly plan: Plan;
  readonly retentionInDays: number | null;
  readonly totalRetentionInDays: number | null;
  readonly schema: TableSchema;
  readonly grace: readonly Grace[];
};

/** Days in which a row can be queried. logs/data-retention-configure.md, logs/logs-table-plans.md */
export function analyticsDays(table: TableRetention, workspaceDays: number): number {
  if (table.plan === "Basic") return BASIC_RETENTION_DAYS;
  if (table.plan === "Auxiliary") return table.totalRetentionInDays ?? BASIC_RETENTION_DAYS;
  return table.retentionInDays ?? Math.max(workspaceDays, table.schema.defaultRetentionInDays ?? 0);
}

/** Days in which a row exists at all. */
export function totalDays(table: TableRetention, workspaceDays: number): number {
  return table.totalRetentionInDays ?? analyticsDays(table, workspaceDays);
}

export type RetentionBounds = {
  /** Rows older than this (ms since 1970) are not in the answers of queries. */
  readonly visibleFrom: number;
  /** Rows older than this are gone. */
  readonly keptFrom: number;
};

/** The two ages at `now`, with a grace period that still runs counted in. */
export function retentionBounds(table: TableRetention, workspaceDays: number, now: number): RetentionBounds {
  const visible = analyticsDays(table, workspaceDays);
  const running = table.grace.filter((grace) => grace.until > now).map((grace) => grace.days);
  const kept = Math.max(visible, totalDays(table, workspaceDays), ...running);
  return { visibleFrom: now - visible * DAY_MS, keptFrom: now - kept * DAY_MS };
}

/** The grace periods after total retention went from `before` to `after` days. */
export function graceAfter(
  table: TableRetention,
  change: { before: number; after: number; now: number; graceDays: number },
): Grace[] {
  const running = table.grace.filter((grace) => grace.until > change.now);
  if (change.after >= change.before) return running;
  return [...running, { days: change.before, until: change.now + change.graceDays * DAY_MS }];
}
