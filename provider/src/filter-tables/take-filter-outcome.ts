import type { FilterOutcome, TenantId } from "@logdoctor/shared-policies";
import type { AgentContext } from "../agents/as-agent.ts";
import type { Write } from "../documents/document-store.ts";
import { type FilterTable, findFilterTable, writeFilterTable } from "./filter-table-store.ts";
import { addedUp, writeStatistics } from "./statistics-store.ts";

/** Cosmos DB takes 100 operations in one transaction, and a run needs some itself. */
const maxWrites = 75;

export interface TakenFilter {
  readonly writes: readonly Write[];
  /** Whether these are all; otherwise the outcome is to be taken again. */
  readonly complete: boolean;
}

/**
 * The writes by which a run of Filter changes what is known of tables and of what rules drop. What one transaction does not take is
 * stored before it: the same period, or table, written again is the same document.
 */
export async function takeFilterOutcome(ctx: AgentContext, outcome: FilterOutcome): Promise<TakenFilter> {
  const { deps, tenantId, now, agent } = ctx;
  const of = { agentId: agent.agentId, tenantId: tenantId as TenantId, now };
  const statistics = addedUp(outcome.statistics).map((one) => writeStatistics(one, of));
  const writes = [...statistics, ...(await tableWrites(ctx, outcome))];
  while (writes.length > maxWrites) {
    const { committed } = await deps.documents.commit(tenantId, writes.splice(0, maxWrites));
    if (!committed) return { writes: [], complete: false };
  }
  return { writes, complete: true };
}

async function tableWrites({ deps, tenantId, now }: AgentContext, outcome: FilterOutcome): Promise<Write[]> {
  const names = [...outcome.dryRuns, ...outcome.certificates, ...outcome.tables].map(({ table }) => table);
  const writes: Write[] = [];
  for (const table of new Set(names)) {
    const read = await findFilterTable(deps.documents, tenantId, table);
    writes.push(writeFilterTable(read, tableAfter(read?.body, { table, outcome, now })));
  }
  return writes;
}

/** The first dry run and certificate of a table are those of all its rules; of those in force alone come after them. */
function tableAfter(
  before: FilterTable | undefined,
  { table, outcome, now }: { table: string; outcome: FilterOutcome; now: Date },
): FilterTable {
  const dryRun = outcome.dryRuns.find((one) => one.table === table) ?? before?.dryRun;
  const certificate = outcome.certificates.find((one) => one.table === table) ?? before?.certificate;
  return {
    ...{ table, reportedAt: now.toISOString() },
    ...(dryRun === undefined ? {} : { dryRun }),
    ...(certificate === undefined ? {} : { certificate }),
    applied: outcome.tables.filter((one) => one.table === table),
  };
}
