import type { Job, LeaseState } from "@logdoctor/shared-policies";
import type { DocumentStore, Stored, Write } from "../documents/document-store.ts";

/** The state of a tenant's job; undefined before its first lease. */
export function findLease(
  documents: DocumentStore,
  tenantId: string,
  job: Job,
): Promise<Stored<LeaseState> | undefined> {
  return documents.read(tenantId, "lease", job);
}

/** The write of a lease's next state. It fails when the lease changed since it was read. */
export function writeLease(read: Stored<LeaseState> | undefined, next: LeaseState): Write {
  const document = { kind: "lease", id: next.job, body: next } as const;
  return read === undefined ? { op: "create", ...document } : { op: "replace", etag: read.etag, ...document };
}
