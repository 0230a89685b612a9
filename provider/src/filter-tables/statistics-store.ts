import type { FilterOutcome, FilterStatistics } from "@logdoctor/shared-policies";
import type { DocumentStore, Page, Write } from "../documents/document-store.ts";

/** What a rule dropped in one period, with the bytes that were not stored. */
export type StoredStatistics = FilterStatistics & { readonly bytesDropped: number };

const lifeMs = 400 * 24 * 3_600_000;

/** The write of one period of one rule of one agent; the same period written again is the same document. */
export function writeStatistics(
  measured: FilterOutcome["statistics"][number],
  of: {
    readonly agentId: FilterStatistics["agentId"];
    readonly tenantId: FilterStatistics["tenantId"];
    readonly now: Date;
  },
): Write {
  const id = `${measured.ruleId}:${of.agentId}:${new Date(measured.periodStart).toISOString()}`;
  const body: StoredStatistics = { ...measured, id, agentId: of.agentId, tenantId: of.tenantId };
  const sort = `${new Date(measured.periodEnd).toISOString()} ${id}`;
  const expiresAt = new Date(of.now.getTime() + lifeMs).toISOString();
  return { op: "put", kind: "filter-statistics", id, body, sort, tag: measured.ruleId, expiresAt };
}

/** Parts of one period of one rule that came apart, as of two ways to its table, put together: what was counted adds up. */
export function addedUp(statistics: FilterOutcome["statistics"]): FilterOutcome["statistics"] {
  const groups = Map.groupBy(statistics, ({ ruleId, periodStart }) => `${Date.parse(periodStart)} ${ruleId}`);
  return [...groups.values()].map((parts) => parts.reduce(sum));
}

type Measured = FilterOutcome["statistics"][number];

function sum(a: Measured, b: Measured): Measured {
  const totalProcessed = a.totalProcessed + b.totalProcessed;
  const totalDropped = a.totalDropped + b.totalDropped;
  const bounds = ({ totalDropped: low, droppedLow = low, droppedHigh = low }: Measured) => [droppedLow, droppedHigh];
  const [[lowA = 0, highA = 0], [lowB = 0, highB = 0]] = [bounds(a), bounds(b)];
  return {
    ...a,
    periodEnd: Date.parse(a.periodEnd) > Date.parse(b.periodEnd) ? a.periodEnd : b.periodEnd,
    ...{ totalProcessed, totalDropped, droppedLow: lowA + lowB, droppedHigh: highA + highB },
    totalPassed: a.totalPassed + b.totalPassed,
    dropRate: totalProcessed === 0 ? 0 : totalDropped / totalProcessed,
    bytesDropped: a.bytesDropped + b.bytesDropped,
  };
}

export function latestStatistics(
  documents: DocumentStore,
  tenantId: string,
  request: { readonly ruleId?: string | undefined; readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<StoredStatistics>> {
  const { ruleId, ...page } = request;
  return documents.list(tenantId, "filter-statistics", { ...page, newestFirst: true, tag: ruleId });
}

/** A period as answers show it. */
export function shownStatistics({ bytesDropped: _, ...statistics }: StoredStatistics): FilterStatistics {
  return statistics;
}
