import { hash } from "node:crypto";
import type { DocumentStore, Stored, Write } from "../documents/document-store.ts";
import { type BotConversation, conversationKey } from "./conversation-store.ts";
import type { NotifySettings } from "./notify-settings-store.ts";

/** What one channel was told of one incident, or of one card of Prevent. */
export interface PostedCard {
  readonly subjectId: string;
  readonly channel: string;
  /** The message that holds the card; absent before the first post, and for channels that answer without one. */
  readonly activityId?: string;
  /** What of it the channel shows: its ETag; for a webhook how often it was opened. */
  readonly shown?: string;
  /** Updates in a row that did not find the message. */
  readonly missing: number;
  /** Until then one worker alone may write to the channel about it. */
  readonly heldUntil: string;
}

/** Longer than incidents live after their last change. */
const lifeMs = 500 * 24 * 3_600_000;

export interface CardKey {
  readonly tenantId: string;
  readonly subjectId: string;
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

/** Name of a conversation of the bot as a channel. */
export function botChannel({ conversationId }: Pick<BotConversation, "conversationId">): string {
  return `bot ${conversationKey(conversationId)}`;
}

/** Name of a webhook as a channel: another address is another channel. */
export function webhookChannel({ setAt }: Pick<NonNullable<NotifySettings["webhook"]>, "setAt">): string {
  return `webhook ${setAt}`;
}

function cardId({ subjectId, channel }: Pick<CardKey, "subjectId" | "channel">): string {
  return hash("sha256", `${subjectId} ${channel}`, "base64url");
}
