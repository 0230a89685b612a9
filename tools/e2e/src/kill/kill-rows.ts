import type { RetentionPolicyInput } from "@logdoctor/shared-policies";

const dayMs = 86_400_000;

/** A row of a tenant, and what must become of it. */
export interface KillRow {
  readonly table: "SecurityEvent" | "AppTraces";
  readonly id: string;
  readonly text: string;
  /** `archived`: archived, then removed. `dropped`: removed. `kept`: neither. */
  readonly fate: "archived" | "dropped" | "kept";
}

const usual = { isActive: true, hotRetentionDays: 14, archiveRetentionDays: 365 } as const;

/** One table that leaves by its retention, and one that two policies share and Delete Data thins out. */
export const killPolicies: readonly RetentionPolicyInput[] = [
  {
    ...usual,
    policyName: "Security",
    logCategory: "Security",
    retentionClass: "A",
    tables: ["SecurityEvent"],
    archiveEnabled: true,
    shrinkMethod: "auto",
  },
  {
    ...usual,
    policyName: "Critical errors",
    logCategory: "Error",
    severity: "Critical",
    retentionClass: "A",
    tables: ["AppTraces"],
    predicate: "SeverityLevel >= 4",
    archiveEnabled: true,
    shrinkMethod: "deleteData",
  },
  {
    ...usual,
    policyName: "Debug",
    logCategory: "Debug",
    retentionClass: "C",
    hotRetentionDays: 7,
    tables: ["AppTraces"],
    predicate: "SeverityLevel <= 1",
    archiveEnabled: false,
    archiveRetentionDays: 0,
    shrinkMethod: "deleteData",
  },
];

/** Retention of the tables before Log Doctor. */
export const killRetention = {
  SecurityEvent: { retentionInDays: 120, totalRetentionInDays: 120 },
  AppTraces: { retentionInDays: 120, totalRetentionInDays: 120 },
} as const;

/** Rows of three days to archive, of two to drop, and some that are too young to go. */
export function killRows(now: Date): KillRow[] {
  const rows: KillRow[] = [];
  const add = (table: KillRow["table"], fate: KillRow["fate"], fields: { ageDays: number; level: number }): void => {
    const id = `${table}-${rows.length}`;
    const time = new Date(now.getTime() - fields.ageDays * dayMs + rows.length).toISOString();
    const own =
      table === "AppTraces" ? { SeverityLevel: fields.level, Message: `m ${id} 🧨` } : { Account: id, EventID: 4625 };
    rows.push({ table, id, fate, text: JSON.stringify({ TimeGenerated: time, _ItemId: id, ...own }) });
  };
  for (const ageDays of [60, 60, 60]) add("SecurityEvent", "archived", { ageDays, level: 0 });
  for (const ageDays of [30, 30, 20]) add("AppTraces", "archived", { ageDays, level: 4 });
  for (const ageDays of [25, 12]) add("AppTraces", "dropped", { ageDays, level: 0 });
  for (const level of [0, 4, 4]) add("AppTraces", "kept", { ageDays: 4, level });
  add("SecurityEvent", "kept", { ageDays: 4, level: 0 });
  return rows;
}
