import type { PatternException, ProposedException } from "@logdoctor/shared-policies";
import { type DocumentStore, listAll, type Stored, type Write } from "../documents/document-store.ts";

/** An exception with its history; its ETag is the store's. */
export type StoredException = Omit<ProposedException, "etag">;

export function findException(
  documents: DocumentStore,
  tenantId: string,
  id: string,
): Promise<Stored<StoredException> | undefined> {
  return documents.read(tenantId, "pattern-exception", id);
}

export async function exceptionsOf(documents: DocumentStore, tenantId: string): Promise<Stored<StoredException>[]> {
  return listAll(documents, tenantId, "pattern-exception");
}

/** What agents are told of the exceptions that were accepted. */
export async function acceptedExceptions(documents: DocumentStore, tenantId: string): Promise<PatternException[]> {
  const stored = await exceptionsOf(documents, tenantId);
  return stored
    .filter(({ body }) => body.status === "accepted")
    .map(({ body: { id, patternId, tests, reason, expiresAt } }) => ({ id, patternId, tests, reason, expiresAt }));
}

/** Lists follow the time of the proposal. */
export function writeException(read: Stored<StoredException> | undefined, body: StoredException): Write {
  const { id, createdAt } = body;
  const document = { kind: "pattern-exception", id, body, sort: `${createdAt} ${id}` } as const;
  return read === undefined ? { op: "create", ...document } : { op: "replace", etag: read.etag, ...document };
}

const keptAfterEndMs = 30 * 24 * 3_600_000;
const maxRemoved = 50;

/** The writes that remove exceptions that ended a month ago; they go with a change that raises the bundle version. */
export function removeEnded(stored: readonly Stored<StoredException>[], now: Date): Write[] {
  const ended = stored.filter(({ body }) => Date.parse(body.expiresAt) + keptAfterEndMs < now.getTime());
  return ended
    .slice(0, maxRemoved)
    .map(({ id, etag }): Write => ({ op: "delete", kind: "pattern-exception", id, etag }));
}

/** An exception as answers show it. */
export function shownException(body: StoredException, etag: string): ProposedException {
  return { ...body, etag };
}
