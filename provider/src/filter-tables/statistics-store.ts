import type { FilterOutcome, FilterStatistics } from "@logdoctor/shared-policies";
import type { DocumentStore, Page, Write } from "../documents/document-store.ts";

/** What a rule dropped in one period, with the bytes that were not stored. */
export type StoredStatistics = FilterStatistics & { readonly bytesDropped: number };

const lifeMs = 400 * 24 * 3_600_000;

/** The write of one period of one rule; the same period written again is the same document. */
export function writeStatistics(
  measured: FilterOutcome["statistics"][number],
  of: {
    readonly agentId: FilterStatistics["agentId"];
    readonly tenantId: FilterStatistics["tenantId"];
    readonly now: Date;
  },
): Write {
  const id = `${measured.ruleId}:${new Date(measured.periodStart).toISOString()}`;
  const body: StoredStatistics = { ...measured, id, agentId: of.agentId, tenantId: of.tenantId };
  const sort = `${new Date(measured.periodEnd).toISOString()} ${id}`;
  const expiresAt = new Date(of.now.getTime() + lifeMs).toISOString();
  return { op: "put", kind: "filter-statistics", id, body, sort, tag: measured.ruleId, expiresAt };
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
