import type {
  IncidentChannel,
  Notification,
  NotificationSettings,
  TestedChannel,
  updateNotificationSettings,
} from "@logdoctor/shared-policies";
import type { z } from "zod";
import type { Asked } from "./asked.ts";
import { testNow as now } from "./documents.ts";
import { aProblem, Refusal } from "./refusal.ts";

export interface FakeNotify {
  settings: NotificationSettings;
  /** Webhook addresses that were set, in order; an answer never has them. */
  sentTo: string[];
  notifications: Notification[];
  /** Channels that refuse test cards, by name, with what they say. */
  problems: Record<string, string>;
}

/** What the fake provider knows of notifications. */
export interface FakeNotifyState {
  notify: FakeNotify;
  changes: number;
}

type Wishes = z.output<typeof updateNotificationSettings.body>;

/** Changes the settings, as a person with another browser would. */
export function storeNotifySettings(state: FakeNotifyState, wishes: Wishes): NotificationSettings {
  const { webhookUrl, ...rest } = wishes;
  const { webhook, conversations } = state.notify.settings;
  if (typeof webhookUrl === "string") state.notify.sentTo.push(webhookUrl);
  const set = webhookUrl === undefined ? webhook : webhookOf(webhookUrl);
  state.changes++;
  const etag = `notify-${state.changes + 1}`;
  state.notify.settings = { ...rest, conversations, etag, ...(set === undefined ? {} : { webhook: set }) };
  return state.notify.settings;
}

/** What each endpoint of notifications answers, by its id. */
export const notifyAnswers: Record<string, (state: FakeNotifyState, asked: Asked) => unknown> = {
  getNotificationSettings: ({ notify }) => notify.settings,
  updateNotificationSettings: (state, { body, ifMatch }) => {
    if (state.notify.settings.etag !== ifMatch)
      throw new Refusal(aProblem("precondition-failed", "Read it again and repeat."));
    return storeNotifySettings(state, body as Wishes);
  },
  getIncidentChannels: ({ notify }) => ({ channels: toldOf(notify) }),
  testNotifications: ({ notify }) => ({ channels: testedOf(notify) }),
  listNotifications: ({ notify }, { query }) => {
    const { state, limit, cursor = "0" } = query as { state?: string; limit: number; cursor?: string };
    const found = notify.notifications.filter((one) => (state ?? one.state) === one.state);
    const end = Number(cursor) + limit;
    const more = end < found.length ? { nextCursor: String(end) } : {};
    return { items: found.slice(Number(cursor), end), ...more };
  },
  replayNotification: ({ notify }, { params }) => {
    const found = notify.notifications.find(({ id }) => id === params["id"]);
    if (found === undefined) throw new Refusal(aProblem("not-found", "There is no such notification."));
    if (found.state !== "dead") throw new Refusal(aProblem("conflict", "It is not dead."));
    const back: Notification = { ...found, state: "pending", dueAt: now, attempts: 0 };
    notify.notifications = notify.notifications.map((one) => (one.id === found.id ? back : one));
    return back;
  },
};

function webhookOf(url: string | null): NotificationSettings["webhook"] {
  if (url === null) return undefined;
  const { host } = new URL(url);
  if (!host.endsWith(".logic.azure.com")) {
    const detail = "A webhook is an HTTPS address at *.logic.azure.com.";
    throw new Refusal(aProblem("invalid-request", detail, [{ pointer: "/webhookUrl", detail }]));
  }
  return { host, setAt: now };
}

/** Every place shows the incident but the one that was given up. */
function toldOf({ settings: { conversations, webhook } }: FakeNotify): IncidentChannel[] {
  const places = conversations.filter(({ type }) => type !== "personal");
  const bots = places.map(({ conversationId: name, undeliverable }): IncidentChannel => {
    if (undeliverable === undefined) return { kind: "bot", name, state: "current" };
    return { kind: "bot", name, state: "behind", problem: undeliverable };
  });
  return webhook === undefined ? bots : [...bots, { kind: "webhook", name: webhook.host, state: "current" }];
}

function testedOf({ settings, problems }: FakeNotify): TestedChannel[] {
  const { conversations, webhook } = settings;
  const places = conversations.filter(({ type }) => type !== "personal");
  const tried = (kind: TestedChannel["kind"], name: string, problem = problems[name]): TestedChannel =>
    problem === undefined ? { kind, name, delivered: true } : { kind, name, delivered: false, problem };
  return [
    ...places.map(({ conversationId, undeliverable }) => tried("bot", conversationId, undeliverable)),
    ...(webhook === undefined ? [] : [tried("webhook", webhook.host)]),
  ];
}
