import {
  actOnIncident,
  getIncident,
  getIncidentChannels,
  getNotificationSettings,
  updateNotificationSettings,
} from "@logdoctor/shared-policies";
import { aFinding, testTenant } from "@logdoctor/shared-policies/testing";
import { beforeEach, expect, test } from "vitest";
import { testPersonObject } from "../testing/index.ts";
import { type BotWorld, botWorld, testChannel } from "./testing/bot-world.ts";

const host = "prod-27.koreacentral.logic.azure.com";
let world: BotWorld;
let id: string;

beforeEach(async () => {
  world = await botWorld();
  await world.install();
  const admin = await world.admin();
  const { data } = await world.call(admin, getNotificationSettings);
  const webhookUrl = `https://${host}/workflows/abc?sig=secret`;
  await world.call(admin, updateNotificationSettings, { ifMatch: data.etag, body: { language: "en", webhookUrl } });
  // What is no answer of a connector is one of a webhook.
  world.connector.onRequest = ({ url }) => (new URL(url).host === host ? { status: 202 } : undefined);
  [id = ""] = await world.found(aFinding());
});

async function channels(): Promise<object[]> {
  const reader = { tenantId: testTenant, objectId: testPersonObject, roles: ["LogDoctor.Reader"] };
  const token = await world.mint.person(reader);
  return (await world.call(token, getIncidentChannels, { params: { id } })).data.channels;
}

async function act(action: "investigate" | "falsePositive" | "reopen"): Promise<void> {
  const admin = await world.admin();
  const { etag = "" } = await world.call(admin, getIncident, { params: { id } });
  await world.call(admin, actOnIncident, { params: { id }, ifMatch: etag, body: { action, reason: "Because." } });
}

const both = (bot: string, webhook: string) => [
  { kind: "bot", name: testChannel, state: bot },
  { kind: "webhook", name: host, state: webhook },
];

test("a channel shows an incident not yet, as it is, or as it was", async () => {
  expect(await channels()).toEqual(both("never", "never"));
  await world.notifier.drain();
  expect(await channels()).toEqual(both("current", "current"));
  await act("investigate");
  // For a webhook only another opening is news.
  expect(await channels()).toEqual(both("behind", "current"));
  world.clock.advance(2000);
  await world.notifier.drain();
  expect(await channels()).toEqual(both("current", "current"));
  await act("falsePositive");
  await act("reopen");
  expect(await channels()).toEqual(both("behind", "behind"));
});

test("a channel that was tried in vain was never told, and one that was given up says why", async () => {
  world.connector.onRequest = () => ({ status: 403, code: "BotNotInConversationRoster" });
  await world.notifier.drain();
  expect(await channels()).toEqual([
    { kind: "bot", name: testChannel, state: "never", problem: "HTTP 403 BotNotInConversationRoster" },
    { kind: "webhook", name: host, state: "never" },
  ]);
});
