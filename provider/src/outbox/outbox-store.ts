import type { DocumentStore, DueDocument, Write } from "../documents/document-store.ts";
import type { OutboxKind, OutboxMessage } from "./outbox-message.ts";

export type { OutboxKind, OutboxMessage };

/** How long messages that were sent or given up stay for people to look at. */
const keptMs = 30 * 24 * 3_600_000;
const maxErrorLength = 500;

/** The write that owes a notification; it goes into the commit of the change itself, in the group `activity`. */
export function enqueue(
  message: {
    readonly id: string;
    readonly kind: OutboxKind;
    readonly now: Date;
  } & ({ readonly incidentId: string } | { readonly alertCardId: string } | { readonly filterCardId: string }),
): Write {
  const { now, ...named } = message;
  const at = now.toISOString();
  const body: OutboxMessage = { ...named, state: "pending", createdAt: at, dueAt: at, attempts: 0 };
  return { op: "create", ...documentOf(body, now) };
}

/** A message that this worker alone may deliver until `dueAt` of its body. */
export type Claimed = DueDocument<OutboxMessage>;

export interface ClaimRequest {
  readonly limit: number;
  /** How long the worker has; after that the message is due again. */
  readonly claimMs: number;
  readonly now: Date;
}

/** Claims messages of all tenants that are due. Of workers that claim at once each message goes to one. */
export async function claimDue(documents: DocumentStore, { limit, claimMs, now }: ClaimRequest): Promise<Claimed[]> {
  const due = await documents.due("outbox", limit);
  const dueAt = new Date(now.getTime() + claimMs).toISOString();
  const claims = due.map(async (document): Promise<Claimed[]> => {
    const body: OutboxMessage = { ...document.body, dueAt, attempts: document.body.attempts + 1 };
    const etag = await replace(documents, document, { body, now });
    return etag === undefined ? [] : [{ ...document, etag, body }];
  });
  return (await Promise.all(claims)).flat();
}

/** Ends a message that was delivered. False where the claim had run out and another worker took it over. */
export async function markSent(documents: DocumentStore, claimed: Claimed, now: Date): Promise<boolean> {
  return ended(documents, claimed, { body: { ...claimed.body, state: "sent" }, now });
}

export interface Failure {
  readonly error: string;
  readonly now: Date;
}

/** Puts a message back until `retryAt`. False as in `markSent`. */
export async function markFailed(
  documents: DocumentStore,
  claimed: Claimed,
  { retryAt, error, now }: Failure & { readonly retryAt: Date },
): Promise<boolean> {
  const lastError = error.slice(0, maxErrorLength);
  return ended(documents, claimed, { body: { ...claimed.body, dueAt: retryAt.toISOString(), lastError }, now });
}

/** Gives a message up. False as in `markSent`. */
export async function markDead(documents: DocumentStore, claimed: Claimed, { error, now }: Failure): Promise<boolean> {
  const lastError = error.slice(0, maxErrorLength);
  return ended(documents, claimed, { body: { ...claimed.body, state: "dead", lastError }, now });
}

/** Puts a dead message back to be delivered now. False where it is not there, is not dead, or changed meanwhile. */
export async function replayDead(
  documents: DocumentStore,
  { tenantId, id }: { readonly tenantId: string; readonly id: string },
  now: Date,
): Promise<boolean> {
  const stored = await documents.read(tenantId, "outbox", id);
  if (stored?.body.state !== "dead") return false;
  const body: OutboxMessage = { ...stored.body, state: "pending", dueAt: now.toISOString(), attempts: 0 };
  return ended(documents, { ...stored, tenantId }, { body, now });
}

interface Next {
  readonly body: OutboxMessage;
  readonly now: Date;
}

async function ended(documents: DocumentStore, claimed: Claimed, next: Next): Promise<boolean> {
  return (await replace(documents, claimed, next)) !== undefined;
}

async function replace(
  documents: DocumentStore,
  { tenantId, etag }: Claimed,
  { body, now }: Next,
): Promise<string | undefined> {
  const result = await documents.commit(tenantId, [{ op: "replace", etag, ...documentOf(body, now) }]);
  return result.committed ? result.etags[0] : undefined;
}

/** Lists can be narrowed to a state by its name as tag. */
function documentOf(body: OutboxMessage, now: Date) {
  const { id, state, createdAt } = body;
  const document = { kind: "outbox", id, body, sort: `${createdAt} ${id}`, tag: state } as const;
  if (state === "pending") return { ...document, dueAt: body.dueAt };
  return { ...document, expiresAt: new Date(now.getTime() + keptMs).toISOString() };
}
