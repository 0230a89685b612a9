import type { RunReport, Savings, TableInventory } from "@logdoctor/shared-policies";
import type { DocumentStore, Stored, Write } from "../documents/document-store.ts";

/** What the tenant's Retain runs measured last. Savings come from a finished run, the inventory from any. */
export interface RetainSummary {
  readonly inventory: readonly TableInventory[];
  readonly inventoryAt: string;
  readonly region: string;
  readonly measured?: { readonly at: string; readonly runId: string; readonly savings: Savings };
}

const summaryId = "latest";

export function readSummary(documents: DocumentStore, tenantId: string): Promise<Stored<RetainSummary> | undefined> {
  return documents.read(tenantId, "retain-summary", summaryId);
}

/** The summary after a report; undefined where the report says nothing of tables. */
export function summaryAfter(
  before: RetainSummary | undefined,
  report: RunReport,
  region: string,
): RetainSummary | undefined {
  const { retain } = report;
  if (retain === undefined) return undefined;
  const seen = retain.inventory.length > 0 || before === undefined;
  const measured =
    report.status === "succeeded"
      ? { at: report.finishedAt, runId: report.runId, savings: retain.savings }
      : before?.measured;
  return {
    inventory: seen ? retain.inventory : before.inventory,
    inventoryAt: seen ? report.finishedAt : before.inventoryAt,
    region,
    ...(measured === undefined ? {} : { measured }),
  };
}

export function writeSummary(read: Stored<RetainSummary> | undefined, body: RetainSummary): Write {
  const document = { kind: "retain-summary", id: summaryId, body } as const;
  return read === undefined ? { op: "create", ...document } : { op: "replace", etag: read.etag, ...document };
}
