import type { PreventFinding, Run } from "@logdoctor/shared-policies";
import { type PrintedColumn, printTable } from "./columns.ts";

/** One finding, as `--json` prints it. */
export type FindingSummary = PreventFinding & { readonly rule: string; readonly share: number };

/** The last run of Prevent. */
export interface PreventSummary {
  readonly runId: string;
  readonly status: string;
  readonly rules: number;
  readonly scanned: number;
  /** Billed. */
  readonly bytes: number;
  readonly queries: number;
  readonly findings: readonly FindingSummary[];
  /** Of all findings; what two rules found is counted once. */
  readonly gbPerMonth: number;
  readonly usdPerMonth: number;
  readonly unusedTables: readonly string[];
  readonly broken: readonly string[];
}

export function preventSummaryOf(run: Run): PreventSummary {
  const { rules = 0, scanned = 0, bytes = 0, queries = 0, findings = [], tables = [], broken = [] } = run.prevent ?? {};
  const once = [...new Map(findings.toReversed().map((one) => [whatOf(one), one])).values()];
  return {
    runId: run.id,
    status: run.status,
    rules,
    scanned,
    bytes,
    queries,
    findings: findings.map((one) => ({ ...one, rule: one.ruleId, share: one.shareOfVolume })),
    gbPerMonth: once.reduce((sum, one) => sum + one.gbPerMonth, 0),
    usdPerMonth: once.reduce((sum, one) => sum + (one.usdPerMonth ?? 0), 0),
    unusedTables: tables.filter(({ verdict }) => verdict === "unused").map(({ table }) => table),
    broken: broken.map(({ ruleId }) => ruleId),
  };
}

/** What a finding is about: findings come with the dearest first, so the dearest of each is the last one that is kept. */
function whatOf({ table, resource, templateId, subject, callSite }: PreventFinding): string {
  return JSON.stringify([table, resource, templateId ?? subject ?? callSite]);
}

const columns: readonly PrintedColumn[] = [
  { title: "finding", align: "left" },
  { title: "severity", align: "left" },
  { title: "in", align: "left" },
  { title: "what", align: "left" },
  { title: "rows", align: "right" },
  { title: "an hour", align: "right" },
  { title: "GB a month", align: "right" },
  { title: "USD a month", align: "right" },
];

const shown = 8;

/** The lines that a person reads of Prevent. */
export function preventLines({ runId, status, rules, scanned, findings, usdPerMonth }: PreventSummary): string[] {
  const head = `Prevent, run ${runId}: ${status}; ${rules} rules over ${scanned.toLocaleString("en")} rows; findings: ${findings.length}, $${usdPerMonth.toFixed(2)} a month at this pace.`;
  if (findings.length === 0) return [head];
  const more = findings.length > shown ? [`and ${findings.length - shown} more.`] : [];
  return [head, ...printTable(columns, findings.slice(0, shown).map(cells)), ...more];
}

function cells(one: FindingSummary): string[] {
  const what = (one.template ?? one.subject ?? "").replace(/\s+/g, " ");
  return [
    one.ruleId,
    one.severity,
    one.table,
    what.length > 48 ? `${what.slice(0, 47)}…` : what,
    one.count.toLocaleString("en"),
    Math.round(one.perHour).toLocaleString("en"),
    one.gbPerMonth.toFixed(2),
    one.usdPerMonth === undefined ? "-" : one.usdPerMonth.toFixed(2),
  ];
}
