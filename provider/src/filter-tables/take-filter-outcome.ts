import type { FilterOutcome, TenantId } from "@logdoctor/shared-policies";
import type { AgentContext } from "../agents/as-agent.ts";
import type { Write } from "../documents/document-store.ts";
import { type FilterTable, findFilterTable, writeFilterTable } from "./filter-table-store.ts";
import { writeStatistics } from "./statistics-store.ts";

/** Periods that one transaction takes besides the rest; agents report few at a time. */
const maxStatistics = 60;

/** The writes by which a run of Filter changes what is known of tables and of what rules drop. */
export async function takeFilterOutcome(ctx: AgentContext, outcome: FilterOutcome): Promise<Write[]> {
  const { deps, tenantId, now, agent } = ctx;
  const names = [...outcome.dryRuns, ...outcome.certificates, ...outcome.tables].map(({ table }) => table);
  const writes: Write[] = [];
  for (const table of new Set(names)) {
    const read = await findFilterTable(deps.documents, tenantId, table);
    writes.push(writeFilterTable(read, tableAfter(read?.body, { table, outcome, now })));
  }
  const of = { agentId: agent.agentId, tenantId: tenantId as TenantId, now };
  return [...writes, ...outcome.statistics.slice(0, maxStatistics).map((one) => writeStatistics(one, of))];
}

function tableAfter(
  before: FilterTable | undefined,
  { table, outcome, now }: { table: string; outcome: FilterOutcome; now: Date },
): FilterTable {
  const dryRun = outcome.dryRuns.findLast((one) => one.table === table) ?? before?.dryRun;
  const certificate = outcome.certificates.findLast((one) => one.table === table) ?? before?.certificate;
  return {
    ...{ table, reportedAt: now.toISOString() },
    ...(dryRun === undefined ? {} : { dryRun }),
    ...(certificate === undefined ? {} : { certificate }),
    applied: outcome.tables.filter((one) => one.table === table),
  };
}
