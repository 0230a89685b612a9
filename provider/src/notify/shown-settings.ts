import type { NotificationSettings } from "@logdoctor/shared-policies";
import type { BotConversation } from "./conversation-store.ts";
import type { ReadSettings } from "./notify-settings-store.ts";

const never = "none";

/** ETag of settings as answers carry it, also where nothing was ever set. */
export function shownEtag({ etag }: ReadSettings): string {
  return etag ?? never;
}

/** Settings as answers show them: of a webhook its host alone. */
export function shownSettings(read: ReadSettings, conversations: readonly BotConversation[]): NotificationSettings {
  const { language, severities, team, responders, webhook } = read.body;
  return {
    ...{ language, severities, responders, etag: shownEtag(read) },
    ...(team === undefined ? {} : { team }),
    ...(webhook === undefined ? {} : { webhook: { host: webhook.host, setAt: webhook.setAt } }),
    conversations: conversations.map(({ conversationId, type, teamId, undeliverable }) => ({
      ...{ conversationId, type },
      ...(teamId === undefined ? {} : { teamId }),
      ...(undeliverable === undefined ? {} : { undeliverable }),
    })),
  };
}
