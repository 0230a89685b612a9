import {
  getIncidentChannels as channelsEndpoint,
  getNotificationSettings,
  listNotifications as listEndpoint,
  replayNotification as replayEndpoint,
  testNotifications as testEndpoint,
  updateNotificationSettings,
} from "@logdoctor/shared-policies";
import { type Mountable, mount } from "../http/mount.ts";
import { rateLimiter } from "../http/rate-limit.ts";
import { botRoutes } from "./bot/bot-routes.ts";
import { getIncidentChannels } from "./get-incident-channels.ts";
import { getNotifySettings } from "./get-notify-settings.ts";
import { listNotifications } from "./list-notifications.ts";
import { replayNotification } from "./replay-notification.ts";
import { testNotifications } from "./test-notifications.ts";
import { updateNotifySettings } from "./update-notify-settings.ts";

/** Test cards that a tenant may ask for: some at once, then one every twenty seconds. */
const testRate = { ratePerSecond: 1 / 20, rateBurst: 3 };

export function notifyRoutes(on: Mountable): void {
  const limitTests = rateLimiter({ ...testRate, now: on.deps.now });
  mount(on, getNotificationSettings, getNotifySettings);
  mount(on, updateNotificationSettings, updateNotifySettings);
  mount(on, channelsEndpoint, getIncidentChannels);
  mount(on, listEndpoint, listNotifications);
  mount(on, replayEndpoint, replayNotification);
  mount(on, testEndpoint, async (ctx) => {
    limitTests(ctx.tenantId);
    return testNotifications(ctx);
  });
  botRoutes(on);
}
