import type { DocumentStore } from "../../documents/document-store.ts";
import { type BotConversation, removeConversation, writeConversation } from "../conversation-store.ts";
import type { Activity } from "./activity.ts";

/**
 * Remembers where the bot is installed, so that it can post there unasked, and forgets where it was removed.
 * @see https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events
 */
export async function noteInstall(
  documents: DocumentStore,
  { tenantId, activity }: { readonly tenantId: string; readonly activity: Activity },
  now: Date,
): Promise<void> {
  const { type, action, recipient, membersAdded = [], membersRemoved = [] } = activity;
  const isBot = ({ id }: { readonly id: string }): boolean => id === recipient.id;
  const installs = type === "installationUpdate";
  if ((installs && action?.startsWith("remove") === true) || membersRemoved.some(isBot)) {
    await removeConversation(documents, tenantId, activity.conversation.id);
  } else if ((installs && action?.startsWith("add") === true) || membersAdded.some(isBot)) {
    await documents.commit(tenantId, [writeConversation(conversationOf(activity, now))]);
  }
}

function conversationOf({ conversation, channelData, serviceUrl, from }: Activity, now: Date): BotConversation {
  const teamId = channelData?.team?.id;
  const channelId = channelData?.channel?.id;
  return {
    conversationId: conversation.id,
    type: conversation.conversationType ?? (teamId === undefined ? "personal" : "channel"),
    ...(teamId === undefined ? {} : { teamId }),
    ...(channelId === undefined ? {} : { channelId }),
    serviceUrl,
    ...(from.aadObjectId === undefined ? {} : { installedBy: from.aadObjectId }),
    lastSeen: now.toISOString(),
  };
}
