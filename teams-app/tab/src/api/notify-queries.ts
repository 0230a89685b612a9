import {
  getIncidentChannels,
  getNotificationSettings,
  listNotifications,
  type Notification,
} from "@logdoctor/shared-policies";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Api } from "./api.ts";

/** Keys of what is cached of notifications; a change invalidates by the first part. */
export const notifyKeys = { settings: ["notify-settings"], sent: ["notifications"] } as const;

const refreshMs = 10_000;
const counted = 200;

/** How the tenant is told of incidents, with the ETag that a change must name. */
export const notifySettingsQuery = (api: Api) =>
  queryOptions({
    queryKey: notifyKeys.settings,
    queryFn: async () => (await api.call(getNotificationSettings)).data,
  });

/** Notifications in a state or in all, newest first, page by page; asked for again while they are looked at. */
export const notificationsQuery = (api: Api, state: Notification["state"] | undefined) =>
  infiniteQueryOptions({
    queryKey: [...notifyKeys.sent, "list", state],
    queryFn: async ({ pageParam }) => {
      const cursor = pageParam === "" ? undefined : pageParam;
      return (await api.call(listNotifications, { query: { limit: 25, cursor, state } })).data;
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: refreshMs,
  });

/** Where an incident was told; asked for again while it is looked at. */
export const incidentChannelsQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: [...notifyKeys.sent, "channels", id],
    queryFn: async () => (await api.call(getIncidentChannels, { params: { id } })).data.channels,
    refetchInterval: refreshMs,
  });

/** How many notifications could not be delivered: up to 200 are counted. */
export const deadCountQuery = (api: Api) =>
  queryOptions({
    queryKey: [...notifyKeys.sent, "dead"],
    queryFn: async () => {
      const { items, nextCursor } = (await api.call(listNotifications, { query: { limit: counted, state: "dead" } }))
        .data;
      return { count: items.length, more: nextCursor !== undefined };
    },
    refetchInterval: refreshMs * 3,
  });
