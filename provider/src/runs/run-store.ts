import type { Run } from "@logdoctor/shared-policies";
import type { DocumentStore, Stored, Write } from "../documents/document-store.ts";
import type { StoredRun } from "../documents/kinds.ts";

/** Runs are kept for over a year, so that a yearly audit finds them. */
const runLifeMs = 400 * 24 * 3_600_000;

export function findRun(
  documents: DocumentStore,
  tenantId: string,
  runId: string,
): Promise<Stored<StoredRun> | undefined> {
  return documents.read(tenantId, "run", runId);
}

/** The write of a run; lists follow the start of its first attempt. */
export function writeRun(read: Stored<StoredRun> | undefined, body: StoredRun, now: Date): Write {
  const { id, startedAt, job } = body.run;
  const expiresAt = new Date(now.getTime() + runLifeMs).toISOString();
  const document = { kind: "run", id, body, sort: sortKey(startedAt, id), tag: job, expiresAt } as const;
  return read === undefined ? { op: "create", ...document } : { op: "replace", etag: read.etag, ...document };
}

function sortKey(startedAt: string, id: Run["id"]): string {
  return `${new Date(startedAt).toISOString()} ${id}`;
}
