import {
  actOnFinding,
  createEnrolmentCode,
  defaultAlertSettings,
  enrolAgent,
  getAlertSettings,
  getNotificationSettings,
  getPreventFinding,
  listNotifications,
  type PreventFinding,
  updateAlertSettings,
  updateNotificationSettings,
} from "@logdoctor/shared-policies";
import { aFinding, aPreventFinding } from "@logdoctor/shared-policies/testing";
import { beforeEach, describe, expect, test } from "vitest";
import { reportFindings } from "../../testing/a-detection.ts";
import { decide, reportPrevention } from "../../testing/a-prevention.ts";
import { anEnrolment, testAgentObject, testClock } from "../../testing/index.ts";
import { aClick, anActivity, type BotWorld, botWorld, testChannel } from "../testing/bot-world.ts";
import { addShopTeam } from "../testing/shop-team.ts";

const host = "prod-27.koreacentral.logic.azure.com";
const webhookUrl = `https://${host}/workflows/abc/triggers/manual/paths/invoke?sig=secret`;
let world: BotWorld;

beforeEach(async () => {
  const clock = testClock();
  world = { ...(await botWorld({ now: clock.now })), clock };
  await world.install();
});

const posts = () => world.connector.messages();
const statuses = () => world.connector.requests.map(({ method, status }) => `${method} ${status}`);
const drain = () => world.notifier.drain();

async function report(...findings: PreventFinding[]): Promise<void> {
  const token = await world.enrolled();
  await reportPrevention(world, token, findings);
  await drain();
}

const two = [aPreventFinding(), aPreventFinding({ id: "pvf_testing01", template: "GET /healthz", severity: "HIGH" })];

async function state(id = "pvf_testing00") {
  return (await world.call(await world.admin(), getPreventFinding, { params: { id } })).data;
}

function dataOf(move: string, card: unknown = posts().at(-1)?.card): Record<string, unknown> {
  const all = [...JSON.stringify(card).matchAll(/\{"action":"prevent"[^}]*\}/g)].map(([text]) => JSON.parse(text));
  const data = all.find((one) => one.move === move);
  if (data === undefined) throw new Error(`The card has no button ${move}`);
  return data;
}

async function click(data: object, over: object = {}) {
  const answer = await world.send(aClick(data, { ...over }));
  return (await answer.json()) as { type: string; value: unknown };
}

test("findings of a team go out in one card, which names what to do and what it costs", async () => {
  await report(...two);
  expect(statuses()).toEqual(["POST 201"]);
  expect(posts()[0]?.summary).toBe("2 findings for Everyone");
  const text = JSON.stringify(posts()[0]?.card);
  for (const part of [
    "Cart <*> has <*> items",
    "GET /healthz",
    "Raise the log level",
    "$1.99 a month",
    "1,500 an hour",
  ]) {
    expect(text).toContain(part);
  }
  expect(text).toContain("https://tab.test/findings/pvf_testing00");
});

test("a click answers what was chosen, and the card shows it in place, also where it was pressed", async () => {
  await report(...two);
  const answer = await click({ ...dataOf("ignore"), findings: "pvf_testing01", days: "7", reason: "A load test." });
  expect(JSON.stringify(answer.value)).toContain("Ignored");
  await drain();
  expect(statuses()).toEqual(["POST 201", "PUT 200"]);
  expect(JSON.stringify(posts()[0]?.card)).toContain("Ignored");
  expect((await state("pvf_testing01")).ignored).toMatchObject({ reason: "A load test.", actor: { name: "Kim" } });
  expect((await state()).state).toBe("Alerted");
});

test("an acknowledgement is of the whole card", async () => {
  await report(...two);
  await click(dataOf("acknowledge"));
  expect(await state()).toMatchObject({ state: "Alerted", answered: true });
  expect(await state("pvf_testing01")).toMatchObject({ state: "Alerted", answered: true });
});

test("an acknowledgement of a card with more findings than one transaction holds is of all of them", async () => {
  const many = Array.from({ length: 120 }, (_, i) => aPreventFinding({ id: `pvf_many${String(i).padStart(6, "0")}` }));
  await report(...many);
  await click(dataOf("acknowledge"));
  for (const id of ["pvf_many000000", "pvf_many000075", "pvf_many000119"]) {
    expect(await state(id)).toMatchObject({ answered: true });
  }
});

test("a tenant in Japan keeps Japan's hours and holidays before it sets any", async () => {
  const other = "2b6f0a34-1d0e-4f7b-8f3c-5a7d9c1e2f40";
  const admin = await world.admin(other);
  const made = await world.call(admin, createEnrolmentCode, { body: {} });
  const body = { ...anEnrolment, region: "japaneast", enrolmentCode: made.data.enrolmentCode };
  await world.call(await world.mint.agent({ tenantId: other, objectId: testAgentObject }), enrolAgent, { body });
  const { data } = await world.call(admin, getAlertSettings);
  expect(data).toMatchObject({ timeZone: "Asia/Tokyo", teams: [{ holidays: "JP" }], etag: "alerts-0" });
});

test("what somebody answers in the tab is shown by the card", async () => {
  await report(...two);
  const { etag = "" } = await world.call(await world.admin(), getPreventFinding, { params: { id: "pvf_testing00" } });
  const params = { id: "pvf_testing00" };
  await world.call(await world.admin(), actOnFinding, { params, ifMatch: etag, body: { action: "actionTaken" } });
  await drain();
  expect(statuses()).toEqual(["POST 201", "PUT 200"]);
  expect(JSON.stringify(posts()[0]?.card)).toContain("Changed, to be checked");
});

test("what a run finds clean is shown by the card", async () => {
  await report(...two);
  await report();
  expect(statuses()).toEqual(["POST 201", "PUT 200"]);
  expect(JSON.stringify(posts()[0]?.card)).toContain('"style":"good"');
});

describe("moves nothing:", () => {
  test.each([
    [
      "a click of somebody who may not act",
      {},
      { from: { id: "29:x", aadObjectId: "8b1c3d5e-6f7a-4b2c-8d9e-0f1a2b3c4d5e" } },
    ],
    ["a made-up signature", { nonce: "x" }, {}],
    ["a card of another revision", { revision: 99 }, {}],
    [
      "a card from another conversation",
      {},
      { conversation: { ...anActivity(), id: "19:other", tenantId: undefined } },
    ],
    ["a card that is not there", { cardId: "pvc_gone00000" }, {}],
  ])("%s", async (_, data, over) => {
    await report(...two);
    await click({ ...dataOf("acknowledge"), ...data }, over);
    expect(await state()).toMatchObject({ answered: false });
  });

  test("ignoring without a reason, and findings of another card", async () => {
    await report(...two);
    const refused = await click({ ...dataOf("ignore"), findings: "pvf_testing00", reason: " " });
    expect(refused.type).toBe("application/vnd.microsoft.error");
    await click({ ...dataOf("ignore"), findings: "pvf_another0,pvf_testing0x", reason: "A load test." });
    expect((await state()).state).toBe("Alerted");
  });

  test("a click on what the card showed before", async () => {
    await report(...two);
    const old = dataOf("acknowledge");
    await click({ ...dataOf("ignore"), findings: "pvf_testing00", reason: "A load test." });
    await click(old);
    expect(await state("pvf_testing01")).toMatchObject({ answered: false });
  });
});

test("a team has its own channel, and gets nothing in another", async () => {
  const admin = await world.admin();
  await addShopTeam(world, admin, { by: "service", value: "shop" });
  await report(aPreventFinding(), aPreventFinding({ id: "pvf_testing01", service: "pay" }));
  const shown = posts().map(({ conversationId, summary }) => [conversationId, summary]);
  expect(shown.toSorted()).toEqual([
    [testChannel, "1 finding for Everyone"],
    ["19:shop", "1 finding for Shop"],
  ]);
});

test("a team whose channel the bot is not in is told where the tenant is", async () => {
  const admin = await world.admin();
  const { etag, ...settings } = (await world.call(admin, getAlertSettings)).data;
  const teams = [{ ...settings.teams[0], id: "everyone", name: "Everyone", conversation: "19:nowhere" }];
  await world.call(admin, updateAlertSettings, { ifMatch: etag, body: { ...settings, teams } });
  await report(aPreventFinding());
  expect(posts().map(({ conversationId }) => conversationId)).toEqual([testChannel]);
});

test("settings that do not fit together are refused by field", async () => {
  const admin = await world.admin();
  const { etag } = (await world.call(admin, getAlertSettings)).data;
  const body = { ...defaultAlertSettings, timeZone: "Asia/Atlantis", defaultTeam: "gone" };
  await expect(world.call(admin, updateAlertSettings, { ifMatch: etag, body })).rejects.toMatchObject({
    problem: { errors: [{ pointer: "/defaultTeam" }, { pointer: "/timeZone" }, { pointer: "/teams/0/timeZone" }] },
  });
});

test("a webhook is told of each card once, and again when findings join it", async () => {
  const admin = await world.admin();
  const { data } = await world.call(admin, getNotificationSettings);
  const { language, severities, responders } = data;
  const body = { language, severities, responders, webhookUrl };
  await world.call(admin, updateNotificationSettings, { ifMatch: data.etag, body });
  const told: string[] = [];
  world.connector.onRequest = (request) => {
    if (new URL(request.url).host !== host) return undefined;
    told.push(request.url);
    return { status: 202 };
  };
  const { etag, ...settings } = (await world.call(admin, getAlertSettings)).data;
  await world.call(admin, updateAlertSettings, { ifMatch: etag, body: { ...settings, dailyCardBudget: 2 } });
  const high = (n: number) => aPreventFinding({ id: `pvf_testing1${n}`, severity: "HIGH" });
  const counts: number[][] = [];
  for (const findings of [[aPreventFinding()], [aPreventFinding(), high(1)], [aPreventFinding(), high(1), high(2)]]) {
    await report(...findings);
    counts.push([posts().length, told.length]);
  }
  expect(counts).toEqual([
    [1, 1],
    [2, 2],
    // Both messages of the day are there: the bot changes the last one in place.
    [2, 3],
  ]);
  expect(JSON.stringify(posts().at(-1)?.card)).toContain("2 findings for Everyone");
});

test("the digest of a week goes out once, on Monday at nine, with what Detect found", async () => {
  // A Tuesday.
  await report(...two);
  await reportFindings(world, await world.enrolled(), [
    aFinding({ id: "fnd_scan00000", patternId: "path-scanner", severity: "MEDIUM", matchCount: 60 }),
  ]);
  world.clock.set("2026-11-15T23:59:00Z");
  await decide(world);
  expect(posts()).toHaveLength(1);
  world.clock.set("2026-11-16T00:00:00Z");
  for (let i = 0; i < 3; i++) {
    await decide(world);
    await drain();
  }
  const digests = posts().filter(({ summary }) => summary?.includes("week") === true);
  expect(digests.map(({ summary }) => summary)).toEqual(["Log Doctor: the week from 2026-11-09 to 2026-11-15"]);
  const text = JSON.stringify(digests[0]?.card);
  for (const part of ["New: 2.", "GET /healthz", "path", "60 matches"]) expect(text).toContain(part);
});

test("what is owed of findings is listed with what is owed of incidents", async () => {
  await report(...two);
  const { items } = (await world.call(await world.admin(), listNotifications)).data;
  expect(items).toMatchObject([{ kind: "opened", state: "sent", alertCardId: expect.stringMatching(/^pvc_/) }]);
});
