import { hash } from "node:crypto";
import type { DocumentStore, Stored, Write } from "../documents/document-store.ts";

/** What one channel was told of one incident. */
export interface PostedCard {
  readonly incidentId: string;
  readonly channel: string;
  /** The message that holds the card; absent before the first post, and for channels that answer without one. */
  readonly activityId?: string;
  /** What of the incident the channel shows: its ETag; for a webhook how often it was opened. */
  readonly shown?: string;
  /** Updates in a row that did not find the message. */
  readonly missing: number;
  /** Until then one worker alone may write to the channel about this incident. */
  readonly heldUntil: string;
}

/** Longer than incidents live after their last change. */
const lifeMs = 500 * 24 * 3_600_000;

export interface CardKey {
  readonly tenantId: string;
  readonly incidentId: string;
  readonly channel: string;
}

export function readCard(documents: DocumentStore, key: CardKey): Promise<Stored<PostedCard> | undefined> {
  return documents.read(key.tenantId, "incident-card", cardId(key));
}

export function writeCard(read: { readonly etag: string } | undefined, body: PostedCard, now: Date): Write {
  const expiresAt = new Date(now.getTime() + lifeMs).toISOString();
  const document = { kind: "incident-card", id: cardId(body), body, expiresAt } as const;
  return read === undefined ? { op: "create", ...document } : { op: "replace", etag: read.etag, ...document };
}

function cardId({ incidentId, channel }: Pick<CardKey, "incidentId" | "channel">): string {
  return hash("sha256", `${incidentId} ${channel}`, "base64url");
}
