import { hash } from "node:crypto";
import { type DocumentStore, listAll, type Write } from "../documents/document-store.ts";

/** A place in Teams where the bot was installed: what it takes to post there unasked. */
export interface BotConversation {
  readonly conversationId: string;
  readonly type: "personal" | "groupChat" | "channel";
  readonly teamId?: string | undefined;
  readonly channelId?: string | undefined;
  readonly serviceUrl: string;
  readonly installedBy?: string | undefined;
  readonly lastSeen: string;
  /** Why posting there failed for good; it is not tried again before the bot is installed anew. */
  readonly undeliverable?: string;
}

export async function conversationsOf(documents: DocumentStore, tenantId: string): Promise<BotConversation[]> {
  return (await listAll(documents, tenantId, "bot-conversation")).map(({ body }) => body);
}

/** Those that a tenant's incidents are told in: of one team or channel, by its Teams id, or all but personal ones. */
export async function chosenConversations(
  documents: DocumentStore,
  tenantId: string,
  team: string | undefined,
): Promise<BotConversation[]> {
  const all = await conversationsOf(documents, tenantId);
  return all.filter(
    ({ type, teamId, channelId, conversationId }) =>
      type !== "personal" && (team === undefined || [teamId, channelId, conversationId].includes(team)),
  );
}

export function writeConversation(body: BotConversation): Write {
  return { op: "put", kind: "bot-conversation", id: conversationKey(body.conversationId), body };
}

export async function removeConversation(documents: DocumentStore, tenantId: string, id: string): Promise<void> {
  const stored = await documents.read(tenantId, "bot-conversation", conversationKey(id));
  if (stored === undefined) return;
  await documents.commit(tenantId, [{ op: "delete", kind: "bot-conversation", id: stored.id, etag: stored.etag }]);
}

/** Short name of a conversation, for ids of documents. */
export function conversationKey(conversationId: string): string {
  return hash("sha256", conversationId, "base64url");
}
