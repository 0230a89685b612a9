import type { DayCard } from "@logdoctor/shared-policies";
import type { DocumentStore, DueDocument, Stored, Write } from "../documents/document-store.ts";

/**
 * Where a tenant's alerts are decided, one decision after the other. It is due when a run came, or when a time is over that
 * something waits for.
 */
export interface AlertDesk {
  /** Messages of the last two days, in the order in which they were sent. */
  readonly cards: readonly DayCard[];
  /** The last digest's due time. */
  readonly digestedAt?: string;
}

const id = "desk";

export type ReadDesk = Stored<AlertDesk> | undefined;

export function readDesk(documents: DocumentStore, tenantId: string): Promise<ReadDesk> {
  return documents.read(tenantId, "alert-desk", id);
}

/** The write of a desk that is to decide at `dueAt`. */
export function writeDesk(read: { readonly etag: string } | undefined, body: AlertDesk, dueAt: Date): Write {
  const document = { kind: "alert-desk", id, body, dueAt: dueAt.toISOString() } as const;
  return read === undefined ? { op: "create", ...document } : { op: "replace", etag: read.etag, ...document };
}

/** The write by which whatever changed makes the desk decide now. */
export function wakeDesk(read: ReadDesk, now: Date): Write {
  return writeDesk(read, read?.body ?? { cards: [] }, now);
}

/** Desks of all tenants that have something to decide. */
export function desksDue(documents: DocumentStore, limit: number): Promise<readonly DueDocument<AlertDesk>[]> {
  return documents.due("alert-desk", limit);
}
