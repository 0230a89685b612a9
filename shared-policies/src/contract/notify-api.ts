import { z } from "zod";
import { DetectionSeverity } from "../detect/documents.ts";
import { IncidentId } from "../detect/incident.ts";
import { Instant } from "../ids.ts";
import { AlertCardId } from "../prevent/alert.ts";
import { defineEndpoint } from "./endpoint.ts";
import { listOf, page, readers } from "./lists.ts";

export const NotificationLanguage = z.enum(["en", "ko", "ja"]);
export type NotificationLanguage = z.infer<typeof NotificationLanguage>;

/** Severities of which people can be told at once: those that open incidents. */
export const NotifiedSeverity = DetectionSeverity.extract(["CRITICAL", "HIGH"]);
export type NotifiedSeverity = z.infer<typeof NotifiedSeverity>;

const NotificationWishes = z.strictObject({
  language: NotificationLanguage,
  /** Severities that are told. An incident that was told already is kept up to date whatever this says. */
  severities: z.array(NotifiedSeverity).min(1).max(2).default(NotifiedSeverity.options),
  /** Teams id of the team or channel that is told; every one that has the bot where absent. */
  team: z.string().min(1).max(200).optional(),
  /** Who may act on incidents from cards, by Entra object id; from the tab the roles of their tokens count. */
  responders: z
    .array(z.strictObject({ objectId: z.guid(), name: z.string().min(1).max(200) }))
    .max(500)
    .default([]),
});

/** How a tenant is told of incidents. The address of its webhook is a secret: only its host is ever shown. */
export const NotificationSettings = NotificationWishes.extend({
  webhook: z.object({ host: z.string(), setAt: Instant }).optional(),
  /** Places in Teams where the bot is installed. */
  conversations: z.array(
    z.object({
      conversationId: z.string(),
      type: z.enum(["personal", "groupChat", "channel"]),
      teamId: z.string().optional(),
      undeliverable: z.string().optional(),
    }),
  ),
  etag: z.string(),
});
export type NotificationSettings = z.infer<typeof NotificationSettings>;

export const getNotificationSettings = defineEndpoint({
  id: "getNotificationSettings",
  method: "GET",
  path: "/v1/notifications/settings",
  summary: "Read how the tenant is told of incidents",
  roles: readers,
  response: NotificationSettings,
  concurrency: "etag",
});

export const updateNotificationSettings = defineEndpoint({
  id: "updateNotificationSettings",
  method: "PUT",
  path: "/v1/notifications/settings",
  summary: "Replace how the tenant is told of incidents",
  roles: ["admin"],
  body: NotificationWishes.extend({
    /** Address of a Workflows webhook; null takes it away, and without it the stored one stays. Never answered. */
    webhookUrl: z.string().max(2000).nullable().optional(),
  }),
  response: NotificationSettings,
  concurrency: "if-match",
});

export const NotificationId = z.string().regex(/^out_[A-Za-z0-9_-]{8,64}$/);

/** A notification that is or was owed. */
export const Notification = z.object({
  id: NotificationId,
  /** What it is about: an incident, a card with findings of Prevent, or one of filters that stopped by themselves. */
  incidentId: IncidentId.optional(),
  alertCardId: AlertCardId.optional(),
  filterCardId: z
    .string()
    .regex(/^flc_[A-Za-z0-9_-]{8,64}$/)
    .optional(),
  kind: z.enum(["opened", "updated", "reopened", "moved"]),
  state: z.enum(["pending", "sent", "dead"]),
  createdAt: Instant,
  dueAt: Instant,
  attempts: z.int().nonnegative(),
  lastError: z.string().optional(),
});
export type Notification = z.infer<typeof Notification>;

export const listNotifications = defineEndpoint({
  id: "listNotifications",
  method: "GET",
  path: "/v1/notifications",
  summary: "List what was sent, is waiting, or could not be delivered, newest first",
  roles: readers,
  query: page.extend({ state: Notification.shape.state.optional() }),
  response: listOf(Notification),
});

export const replayNotification = defineEndpoint({
  id: "replayNotification",
  method: "POST",
  path: "/v1/notifications/{id}/replay",
  summary: "Put a notification that could not be delivered back into the outbox",
  roles: ["admin", "operator"],
  params: z.object({ id: NotificationId }),
  response: Notification,
});

/** What became of a test card in one channel. */
export const TestedChannel = z.object({
  kind: z.enum(["bot", "webhook"]),
  /** Conversation of the bot, or the webhook's host. */
  name: z.string(),
  /** Taken by Teams. A webhook says only that the message was queued. */
  delivered: z.boolean(),
  problem: z.string().optional(),
});
export type TestedChannel = z.infer<typeof TestedChannel>;

export const testNotifications = defineEndpoint({
  id: "testNotifications",
  method: "POST",
  path: "/v1/notifications/test",
  summary: "Send a test card to every channel of the tenant now, and say what became of each",
  roles: ["admin"],
  response: z.object({ channels: z.array(TestedChannel) }),
});

/** What one channel shows of an incident. */
export const IncidentChannel = z.object({
  kind: z.enum(["bot", "webhook"]),
  /** Conversation of the bot, or the webhook's host. */
  name: z.string(),
  /** `behind` is being brought up to date, or waits for the next attempt. A webhook is told of each opening alone. */
  state: z.enum(["current", "behind", "never"]),
  /** Why nothing is posted there any more. */
  problem: z.string().optional(),
});
export type IncidentChannel = z.infer<typeof IncidentChannel>;

export const getIncidentChannels = defineEndpoint({
  id: "getIncidentChannels",
  method: "GET",
  path: "/v1/incidents/{id}/channels",
  summary: "Where an incident was told, and whether what is shown there is up to date",
  roles: readers,
  params: z.object({ id: IncidentId }),
  response: z.object({ channels: z.array(IncidentChannel) }),
});

export const notifyApi = [
  getIncidentChannels,
  getNotificationSettings,
  updateNotificationSettings,
  testNotifications,
  listNotifications,
  replayNotification,
] as const;
