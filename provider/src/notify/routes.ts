import {
  getNotificationSettings,
  listNotifications as listEndpoint,
  replayNotification as replayEndpoint,
  updateNotificationSettings,
} from "@logdoctor/shared-policies";
import { type Mountable, mount } from "../http/mount.ts";
import { botRoutes } from "./bot/bot-routes.ts";
import { getNotifySettings } from "./get-notify-settings.ts";
import { listNotifications } from "./list-notifications.ts";
import { replayNotification } from "./replay-notification.ts";
import { updateNotifySettings } from "./update-notify-settings.ts";

export function notifyRoutes(on: Mountable): void {
  mount(on, getNotificationSettings, getNotifySettings);
  mount(on, updateNotificationSettings, updateNotifySettings);
  mount(on, listEndpoint, listNotifications);
  mount(on, replayEndpoint, replayNotification);
  botRoutes(on);
}
