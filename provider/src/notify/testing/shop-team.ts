import { getAlertSettings, updateAlertSettings } from "@logdoctor/shared-policies";
import { testTenant } from "@logdoctor/shared-policies/testing";
import { anActivity, type BotWorld, testChannel } from "./bot-world.ts";

/** The channel of the team "Shop". */
const shopChannel = "19:shop";

/** Adds the bot to a second channel, whose team "Shop" gets what has `value`; "Everyone" gets the rest in the first one. */
export async function addShopTeam(
  world: BotWorld,
  admin: string,
  route: { readonly by: "service" | "resource"; readonly value: string },
): Promise<void> {
  const elsewhere = {
    conversation: { id: shopChannel, conversationType: "channel", tenantId: testTenant },
    channelData: { tenant: { id: testTenant }, team: { id: "19:team" }, channel: { id: shopChannel } },
  };
  await world.send(anActivity({ type: "installationUpdate", action: "add", id: "install-2", ...elsewhere }));
  const { etag, ...settings } = (await world.call(admin, getAlertSettings)).data;
  const teams = [
    { ...settings.teams[0], id: "everyone", name: "Everyone", conversation: testChannel },
    { id: "shop", name: "Shop", conversation: shopChannel },
  ];
  const routes = [{ ...route, team: "shop" }];
  await world.call(admin, updateAlertSettings, { ifMatch: etag, body: { ...settings, teams, routes } });
}
