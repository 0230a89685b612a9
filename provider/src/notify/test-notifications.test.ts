import {
  getNotificationSettings,
  listNotifications,
  testNotifications,
  updateNotificationSettings,
} from "@logdoctor/shared-policies";
import { testTenant } from "@logdoctor/shared-policies/testing";
import { beforeEach, expect, test } from "vitest";
import { writeConversation } from "./conversation-store.ts";
import { readNotifySettings, writeNotifySettings } from "./notify-settings-store.ts";
import { anActivity, type BotWorld, botWorld, testChannel } from "./testing/bot-world.ts";

const host = "prod-27.koreacentral.logic.azure.com";
const webhookUrl = `https://${host}/workflows/abc/triggers/manual/paths/invoke?sig=secret`;
let world: BotWorld;

beforeEach(async () => {
  world = await botWorld();
});

const asked = async () => (await world.call(await world.admin(), testNotifications)).data.channels;

async function setUp(over: object): Promise<void> {
  const admin = await world.admin();
  const { data } = await world.call(admin, getNotificationSettings);
  const { language, severities, responders } = data;
  const body = { language, severities, responders, ...over };
  await world.call(admin, updateNotificationSettings, { ifMatch: data.etag, body });
}

test("a tenant without a channel is told so", async () => {
  expect(await asked()).toEqual([]);
});

test("a test card goes to every channel, in the tenant's language, and says who asked", async () => {
  await world.install();
  await setUp({ language: "ja", webhookUrl });
  world.connector.onRequest = (request) => (new URL(request.url).host === host ? { status: 202 } : undefined);
  expect(await asked()).toEqual([
    { kind: "bot", name: testChannel, delivered: true },
    { kind: "webhook", name: host, delivered: true },
  ]);
  const [message, ...more] = world.connector.messages();
  expect(more).toEqual([]);
  expect(message).toMatchObject({ summary: "Log Doctor のテストカード", card: { lang: "ja", actions: [] } });
  expect(JSON.stringify(message)).toContain("Person 9c2d");
});

test("of channels that fail each says why, without the webhook's address, and the others get theirs", async () => {
  await world.install();
  await setUp({ webhookUrl });
  world.connector.onRequest = (request) => (new URL(request.url).host === host ? { status: 400 } : undefined);
  const answer = await asked();
  expect(answer).toEqual([
    { kind: "bot", name: testChannel, delivered: true },
    { kind: "webhook", name: host, delivered: false, problem: expect.stringMatching(/^HTTP 400/) },
  ]);
  expect(JSON.stringify([answer, world.logged])).not.toContain("sig=");
});

test("a webhook that was stored under another key says that it must be set anew", async () => {
  const webhook = { sealed: "v1.AAAA", host, setAt: world.clock.now().toISOString() };
  const { body } = await readNotifySettings(world.deps.documents, testTenant);
  await world.deps.documents.commit(testTenant, [writeNotifySettings(undefined, { ...body, webhook })]);
  expect(await asked()).toMatchObject([{ delivered: false, problem: /another key/ }]);
});

test("only where incidents are told: no personal chat, no other team, nothing that was given up", async () => {
  await world.install();
  await world.send(
    anActivity({
      ...{ type: "installationUpdate", action: "add", id: "i2" },
      conversation: { id: "a:personal", conversationType: "personal", tenantId: testTenant },
      channelData: { tenant: { id: testTenant } },
    }),
  );
  const closed = {
    ...{ conversationId: "19:closed", type: "channel" as const, teamId: "19:other", lastSeen: "" },
    ...{ serviceUrl: "https://smba.trafficmanager.net/kr/", undeliverable: "HTTP 403 BotNotInConversationRoster" },
  };
  await world.deps.documents.commit(testTenant, [writeConversation(closed)]);
  expect((await asked()).toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
    { kind: "bot", name: "19:closed", delivered: false, problem: closed.undeliverable },
    { kind: "bot", name: testChannel, delivered: true },
  ]);
  await setUp({ team: testChannel });
  expect(await asked()).toEqual([{ kind: "bot", name: testChannel, delivered: true }]);
  expect(world.connector.messages()).toHaveLength(2);
});

test("the bot's token goes to no service address that is not of Teams, even if one was stored", async () => {
  const elsewhere = {
    ...{ conversationId: "19:x", type: "channel" as const, lastSeen: "" },
    serviceUrl: "https://smba.trafficmanager.net.attacker.example/",
  };
  await world.deps.documents.commit(testTenant, [writeConversation(elsewhere)]);
  expect(await asked()).toMatchObject([{ delivered: false, problem: "The service address is not allowed." }]);
  expect(world.connector.requests).toEqual([]);
});

test("test cards owe nothing, and cannot flood a channel", async () => {
  await world.install();
  for (let i = 0; i < 3; i++) await asked();
  await expect(asked()).rejects.toMatchObject({ problem: { code: "rate-limited" } });
  expect(world.connector.messages()).toHaveLength(3);
  const { data } = await world.call(await world.admin(), listNotifications, { query: { limit: 10 } });
  expect(data.items).toEqual([]);
  world.clock.advance(20_000);
  expect(await asked()).toHaveLength(1);
});
