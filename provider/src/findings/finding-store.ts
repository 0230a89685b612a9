import type { FindingBrief, RunReport } from "@logdoctor/shared-policies";
import { cursorOf } from "../documents/cursor.ts";
import type { DocumentStore, Page, Write } from "../documents/document-store.ts";
import type { FindingBatch } from "../documents/kinds.ts";

/** Findings are kept for as long as an exception can be replayed over them. */
const lifeMs = 400 * 24 * 3_600_000;
const batchesAtOnce = 50;

/** The write of a report's findings, in the order in which reports came. */
export function writeFindings(
  { runId, fence }: Pick<RunReport, "runId" | "fence">,
  findings: readonly FindingBrief[],
  now: Date,
): Write {
  const id = `${runId}-${fence}`;
  const expiresAt = new Date(now.getTime() + lifeMs).toISOString();
  const reportedAt = now.toISOString();
  const body = { reportedAt, findings };
  return { op: "put", kind: "finding-batch", id, body, sort: `${reportedAt} ${id}`, expiresAt };
}

export interface FindingsRequest {
  /** Half-open span of the times at which findings were reported. */
  readonly from: Date;
  readonly to: Date;
  readonly keep: (finding: FindingBrief) => boolean;
}

/** Findings that were reported within a span of time, oldest first. */
export async function findingsBetween(
  documents: DocumentStore,
  tenantId: string,
  { from, to, keep }: FindingsRequest,
): Promise<FindingBrief[]> {
  const found: FindingBrief[] = [];
  let cursor: string | undefined = cursorOf(from.toISOString());
  while (cursor !== undefined) {
    const page: Page<FindingBatch> = await documents.list(tenantId, "finding-batch", { limit: batchesAtOnce, cursor });
    const within = page.items.filter(({ body }) => body.reportedAt < to.toISOString());
    found.push(...within.flatMap(({ body }) => body.findings.filter(keep)));
    cursor = within.length < page.items.length ? undefined : page.nextCursor;
  }
  return found;
}
