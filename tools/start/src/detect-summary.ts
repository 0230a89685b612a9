import type { Run, StoredIncident } from "@logdoctor/shared-policies";
import { type PrintedColumn, printTable } from "./columns.ts";

/** One incident, as `--json` prints it. */
export interface IncidentSummary {
  readonly id: string;
  readonly status: string;
  readonly severity: string;
  readonly patternId: string;
  readonly sourceIP: string;
  readonly host: string;
  readonly targetPath: string;
  readonly matchCount: number;
  readonly succeeded: number;
}

/** The last run of Detect, with the incidents that the provider has. */
export interface DetectSummary {
  readonly runId: string;
  readonly status: string;
  readonly patterns: number;
  readonly scanned: number;
  readonly findings: number;
  readonly incidents: readonly IncidentSummary[];
}

export function detectSummaryOf(run: Run, incidents: readonly StoredIncident[]): DetectSummary {
  const { patterns = 0, scanned = 0, findings = [], omitted = 0 } = run.detect ?? {};
  return {
    runId: run.id,
    status: run.status,
    patterns,
    scanned,
    findings: findings.length + omitted,
    incidents: incidents.map(incidentOf),
  };
}

function incidentOf(incident: StoredIncident): IncidentSummary {
  const { id, status, severity, patternId, sourceIP, host = "", targetPath, matchCount, succeeded } = incident;
  return { id, status, severity, patternId, sourceIP, host, targetPath, matchCount, succeeded };
}

const columns: readonly PrintedColumn[] = [
  { title: "incident", align: "left" },
  { title: "severity", align: "left" },
  { title: "from", align: "left" },
  { title: "on", align: "left" },
  { title: "requests", align: "right" },
  { title: "succeeded", align: "right" },
  { title: "status", align: "left" },
];

/** The lines that a person reads of Detect. */
export function detectLines({ runId, status, patterns, scanned, findings, incidents }: DetectSummary): string[] {
  const rows = scanned.toLocaleString("en");
  const head = `Detect, run ${runId}: ${status}; ${patterns} patterns over ${rows} rows; findings: ${findings}, incidents: ${incidents.length}.`;
  if (incidents.length === 0) return [head];
  return [head, ...printTable(columns, incidents.map(cells)), "They are in the tab, under Detect."];
}

function cells(one: IncidentSummary): string[] {
  const place = `${one.host}${one.targetPath}`;
  const on = place.length > 48 ? `${place.slice(0, 47)}…` : place;
  const counts = [one.matchCount, one.succeeded].map((count) => count.toLocaleString("en"));
  return [one.patternId, one.severity, one.sourceIP, on, ...counts, one.status];
}
