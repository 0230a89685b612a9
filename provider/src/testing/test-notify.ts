import { type NotifyDeps, workflowHosts } from "../notify/notify-deps.ts";
import { secretBox } from "../notify/secret-box.ts";

const secrets = secretBox(Buffer.alloc(32, 7).toString("base64url"));

/** Notifications with a key and without a bot; nothing that is sent arrives. */
export function testNotify(over: Partial<NotifyDeps> = {}): NotifyDeps {
  return {
    secrets,
    webhookHosts: workflowHosts,
    send: () => Promise.reject(new Error("Nothing listens to this test.")),
    bot: undefined,
    incidentUrl: "https://tab.test/incidents/{id}",
    findingUrl: "https://tab.test/findings/{id}",
    filterUrl: "https://tab.test/filter/rules/one/{id}",
    ...over,
  };
}
