import type { CoverageCertificate, DryRun, FilteredTable } from "@logdoctor/shared-policies";
import type { DocumentStore, Stored, Write } from "../documents/document-store.ts";

/** What agents last said of one table. */
export interface FilterTable {
  readonly table: string;
  readonly reportedAt: string;
  readonly dryRun?: DryRun;
  readonly certificate?: CoverageCertificate;
  /** One for each data collection rule that its rows pass. */
  readonly applied: readonly FilteredTable[];
}

export function findFilterTable(
  documents: DocumentStore,
  tenantId: string,
  table: string,
): Promise<Stored<FilterTable> | undefined> {
  return documents.read(tenantId, "filter-table", table);
}

export function writeFilterTable(read: Stored<FilterTable> | undefined, body: FilterTable): Write {
  const document = { kind: "filter-table", id: body.table, body } as const;
  return read === undefined ? { op: "create", ...document } : { op: "replace", etag: read.etag, ...document };
}
