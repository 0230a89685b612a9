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

const keptMs = 30 * 24 * 3_600_000;
const maxRemoved = 50;

/** Whether nobody needs an exception any more: a month after it ended, or was rejected. */
function isOver({ status, expiresAt, decidedAt }: StoredException, now: Date): boolean {
  const end = status === "rejected" && decidedAt !== undefined ? decidedAt : expiresAt;
  return Date.parse(end) + keptMs < now.getTime();
}

/**
 * The writes that remove what is over. Accepted ones are part of the bundle: they go only with a change that raises its
 * version.
 */
export function removeOver(
  stored: readonly Stored<StoredException>[],
  { now, raisesVersion }: { readonly now: Date; readonly raisesVersion: boolean },
): Write[] {
  const over = stored.filter(({ body }) => isOver(body, now) && (raisesVersion || body.status !== "accepted"));
  return over
    .slice(0, maxRemoved)
    .map(({ id, etag }): Write => ({ op: "delete", kind: "pattern-exception", id, etag }));
}

/** An exception as answers show it. */
export function shownException(body: StoredException, etag: string): ProposedException {
  return { ...body, etag };
}
