import type { RetainTableOutcome, Run, Savings, StoredIncident } from "@logdoctor/shared-policies";
import type { Company } from "./cloud/companies.ts";
import { type PrintedColumn, printTable } from "./columns.ts";
import { type DetectSummary, detectLines, detectSummaryOf } from "./detect-summary.ts";
import { type FilterSummary, filterLines } from "./filter-summary.ts";
import { savingsLines } from "./money.ts";
import { type PreventSummary, preventLines, preventSummaryOf } from "./prevent-summary.ts";

/** One policy on one table, as `--json` prints it. */
export interface TableSummary {
  readonly table: string;
  readonly class: string;
  readonly policyId: string;
  readonly status: string;
  readonly expired: number;
  readonly archived: number;
  readonly verified: number;
  readonly shrunk: number;
  readonly late: number;
  readonly method: string;
  readonly heldBack: readonly string[];
  readonly blobs: number;
  readonly bytes: number;
  readonly sourceBytes: number;
}

export interface TenantSummary {
  readonly tenantId: string;
  readonly name: string;
  readonly region: string;
  readonly jobs: {
    readonly retain: {
      readonly runId: string;
      readonly status: string;
      readonly tables: readonly TableSummary[];
      readonly savings: Savings;
    };
    /** Absent as long as Detect never ran. */
    readonly detect?: DetectSummary;
    /** Absent as long as Prevent never ran. */
    readonly prevent?: PreventSummary;
    /** Absent as long as Filter never ran. */
    readonly filter?: FilterSummary;
  };
}

interface Sources {
  readonly retain: Run;
  readonly detect: Run | undefined;
  readonly prevent: Run | undefined;
  readonly incidents: readonly StoredIncident[];
  readonly filter: FilterSummary | undefined;
}

/** The results of a company's last runs. Throws when the Retain run has none. */
export function summaryOf(
  company: Company,
  { retain: run, detect, prevent, incidents, filter }: Sources,
): TenantSummary {
  const { retain } = run;
  if (retain === undefined) throw new Error(`Run ${run.id} of ${company.tenant.name} reported nothing.`);
  const { tenantId, name, region } = company.tenant;
  return {
    tenantId,
    name,
    region,
    jobs: {
      retain: { runId: run.id, status: run.status, tables: retain.tables.map(tableOf), savings: retain.savings },
      ...(detect === undefined ? {} : { detect: detectSummaryOf(detect, incidents) }),
      ...(prevent === undefined ? {} : { prevent: preventSummaryOf(prevent) }),
      ...(filter === undefined ? {} : { filter }),
    },
  };
}

function tableOf(outcome: RetainTableOutcome): TableSummary {
  const {
    table,
    policyId,
    status,
    expired,
    archived,
    verified,
    shrunk,
    late,
    method,
    heldBack,
    blobs,
    bytes,
    sourceBytes,
  } = outcome;
  return {
    table,
    class: outcome.class,
    policyId,
    status,
    expired,
    archived,
    verified,
    shrunk,
    late,
    method,
    heldBack,
    blobs,
    bytes,
    sourceBytes,
  };
}

const columns: readonly PrintedColumn[] = [
  { title: "table", align: "left" },
  { title: "class", align: "left" },
  { title: "expired", align: "right" },
  { title: "archived", align: "right" },
  { title: "verified", align: "right" },
  { title: "shrunk", align: "right" },
  { title: "by", align: "left" },
  { title: "blobs", align: "right" },
  { title: "logs GB", align: "right" },
  { title: "blob GB", align: "right" },
  { title: "held back", align: "left" },
];

/** The lines that a person reads of one company. */
export function printSummary(summary: TenantSummary, at: Date): string[] {
  const { retain, detect, prevent, filter } = summary.jobs;
  const { tables } = retain;
  const sum = (pick: (row: TableSummary) => number): number => tables.reduce((total, row) => total + pick(row), 0);
  const total = [
    "all",
    "",
    count(sum((row) => row.expired)),
    count(sum((row) => row.archived)),
    count(sum((row) => row.verified)),
    count(sum((row) => row.shrunk)),
    "",
    count(sum((row) => row.blobs)),
    gigabytes(sum((row) => row.sourceBytes)),
    gigabytes(sum((row) => row.bytes)),
    "",
  ];
  return [
    `${summary.name} (${summary.region}), run ${retain.runId}: ${retain.status}`,
    ...printTable(columns, [...tables.toSorted(byClass).map(cells), total]).map((line) => `  ${line}`),
    ...savingsLines(retain.savings, summary.region, at).map((line) => `  ${line}`),
    ...(detect === undefined ? [] : detectLines(detect).map((line) => `  ${line}`)),
    ...(prevent === undefined ? [] : preventLines(prevent).map((line) => `  ${line}`)),
    ...(filter === undefined ? [] : filterLines(filter).map((line) => `  ${line}`)),
  ];
}

function byClass(a: TableSummary, b: TableSummary): number {
  return a.class.localeCompare(b.class) || a.table.localeCompare(b.table);
}

function cells(row: TableSummary): string[] {
  const counts = [row.expired, row.archived, row.verified, row.shrunk].map(count);
  const sizes = [gigabytes(row.sourceBytes), gigabytes(row.bytes)];
  return [row.table, row.class, ...counts, row.method, count(row.blobs), ...sizes, row.heldBack.join(", ")];
}

function count(value: number): string {
  return value.toLocaleString("en");
}

/** Azure bills GB of 10^9 bytes. */
function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(6);
}
