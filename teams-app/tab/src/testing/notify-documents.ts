import type { Notification } from "@logdoctor/shared-policies";
import type { FakeNotify } from "./fake-notify.ts";

/** A tenant that nobody set up. */
export function noNotify(): FakeNotify {
  return {
    settings: { language: "en", severities: ["CRITICAL", "HIGH"], responders: [], conversations: [], etag: "none" },
    sentTo: [],
    notifications: [],
    problems: {},
  };
}

const channel = "19:incidents-kr@thread.tacv2";

/** A tenant with a channel, one that threw the bot out, and a webhook; one notification was given up. */
export function someNotify(): FakeNotify {
  return {
    settings: {
      language: "ko",
      severities: ["CRITICAL", "HIGH"],
      responders: [{ objectId: "9c2d4e6f-7a8b-4c3d-9e0f-1a2b3c4d5e6f", name: "Kim Haneul" }],
      webhook: { host: "prod-27.koreacentral.logic.azure.com", setAt: "2026-11-02T05:00:00.000Z" },
      conversations: [
        { conversationId: channel, type: "channel", teamId: "19:security-kr@thread.tacv2" },
        {
          conversationId: "19:former@thread.v2",
          type: "groupChat",
          undeliverable: "HTTP 403 BotNotInConversationRoster",
        },
        { conversationId: "a:1haneul", type: "personal" },
      ],
      etag: "notify-1",
    },
    sentTo: [],
    notifications: [
      aNotification("4", { state: "pending", attempts: 3, lastError: "HTTP 503 ServiceError", kind: "moved" }),
      aNotification("3", { state: "dead", attempts: 14, lastError: "HTTP 403 BotNotInConversationRoster" }),
      aNotification("2", { kind: "updated" }),
      aNotification("1", {}),
    ],
    problems: {},
  };
}

export function aNotification(n: string, over: Partial<Notification>): Notification {
  return {
    id: `out_testing${n.padStart(2, "0")}`,
    incidentId: "inc_testing01",
    kind: "opened",
    state: "sent",
    createdAt: `2026-11-20T01:${n.padStart(2, "0").slice(-2)}:00.000Z`,
    dueAt: "2026-11-20T02:05:00.000Z",
    attempts: 1,
    ...over,
  };
}
