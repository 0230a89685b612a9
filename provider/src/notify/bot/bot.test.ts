import { aFinding, testTenant } from "@logdoctor/shared-policies/testing";
import { beforeEach, describe, expect, test } from "vitest";
import { testAudience } from "../../testing/index.ts";
import { conversationsOf } from "../conversation-store.ts";
import {
  aClick,
  anActivity,
  type BotWorld,
  botWorld,
  buttonOf,
  incidentIn,
  testBot,
  testService,
} from "../testing/bot-world.ts";

let world: BotWorld;
let id: string;

beforeEach(async () => {
  world = await botWorld();
  await world.install();
  [id = ""] = await world.found(aFinding());
  await world.notifier.drain();
});

const shown = () => world.connector.messages()[0]?.card;
const click = async (move: string, over: object = {}, changed: object = {}) => {
  const response = await world.send(aClick({ ...buttonOf(shown(), move), ...over }, changed as never));
  expect(response.status).toBe(200);
  return (await response.json()) as { readonly value: unknown };
};

describe("a click on a card", () => {
  test("moves the incident, answers with the new card, and changes the card for everyone", async () => {
    const answer = await click("investigate");
    expect(answer).toMatchObject({ statusCode: 200, type: "application/vnd.microsoft.card.adaptive" });
    expect(await incidentIn(world, id)).toMatchObject({ status: "Investigating" });
    expect((await incidentIn(world, id)).transitions.at(-1)?.actor).toMatchObject({ kind: "person", name: "Kim" });
    await world.notifier.drain();
    expect(world.connector.messages()).toMatchObject([{ writes: 2, card: JSON.parse(JSON.stringify(answer.value)) }]);
  });

  test("that comes again, or comes late, moves nothing and shows how things are", async () => {
    const data = buttonOf(shown(), "investigate");
    const twice = aClick(data);
    const answers = [await world.send(twice), await world.send(twice), await world.send(aClick(data))];
    for (const answer of answers) expect(JSON.stringify(await answer.json())).toContain("Under investigation");
    expect((await incidentIn(world, id)).transitions.map(({ action }) => action)).toEqual(["open", "investigate"]);
  });

  test("with consequences wants a reason, and a card that this service drew for this state here", async () => {
    expect(await click("block")).toMatchObject({ statusCode: 400, value: { code: "ReasonNeeded" } });
    expect(await click("block", { reason: "  x " })).toMatchObject({ statusCode: 400 });
    await click("block", { reason: "It is one.", nonce: "made-up" });
    await click("block", { reason: "It is one.", revision: 7 });
    await click("block", { reason: "It is one." }, { conversation: { id: "19:other", tenantId: testTenant } });
    expect(await incidentIn(world, id)).toMatchObject({ status: "Open" });
    await click("block", { reason: "It is one." });
    expect(await incidentIn(world, id)).toMatchObject({ status: "Blocking", verdict: { verdict: "realAttack" } });
  });

  test("by somebody whom no admin named moves nothing, whoever the card says it is", async () => {
    const stranger = { from: { id: "29:x", aadObjectId: "11111111-2222-4333-8444-555555555555", name: "Kim" } };
    const answer = await click("investigate", { objectId: "9c2d4e6f-7a8b-4c3d-9e0f-1a2b3c4d5e6f" }, stranger);
    expect(answer).toMatchObject({ type: "application/vnd.microsoft.activity.message" });
    expect(await click("investigate", {}, { from: { id: "29:x" } })).toMatchObject({ value: answer.value });
    expect(await incidentIn(world, id)).toMatchObject({ status: "Open" });
  });

  test("that refreshes is for everyone, and moves nothing", async () => {
    const answer = await click("refresh", {}, { from: { id: "29:x" } });
    expect(answer.value).toEqual(JSON.parse(JSON.stringify(shown())));
    const automatic = { action: { data: buttonOf(shown(), "investigate") }, trigger: "automatic" };
    await world.send(aClick({}, { value: automatic }));
    expect(await incidentIn(world, id)).toMatchObject({ status: "Open" });
  });

  test("on what is no incident of the tenant says that it is gone", async () => {
    expect(await click("investigate", { incidentId: "inc_of_another" })).toMatchObject({ value: /gone/ });
    expect(await click("investigate", { move: "open" })).toMatchObject({ statusCode: 400 });
  });
});

describe("forged messages", () => {
  const good = (): object => aClick({ ...buttonOf(shown(), "investigate") });
  const statusOf = async (...sent: Parameters<BotWorld["send"]>) => (await world.send(...sent)).status;

  test("a person's token for the tab is refused, whatever its audience", async () => {
    for (const aud of [testBot, `api://${testBot}`, `api://botid-${testBot}`, testAudience]) {
      const claims = { aud, serviceurl: testService, scp: "access_as_user", ver: "2.0" };
      const own = await world.mint.person({
        tenantId: testTenant,
        objectId: "9c2d4e6f-7a8b-4c3d-9e0f-1a2b3c4d5e6f",
        roles: [],
        claims,
      });
      expect(await statusOf(good(), { token: own })).toBe(401);
      for (const iss of [
        `https://login.microsoftonline.com/${testTenant}/v2.0`,
        `https://sts.windows.net/${testTenant}/`,
      ]) {
        expect(await statusOf(good(), { claims: world.claims({ iss, aud, tid: testTenant }) })).toBe(401);
      }
    }
  });

  test.each<[string, () => Record<string, unknown>]>([
    ["another bot's", () => ({ aud: "11111111-2222-4333-8444-555555555555" })],
    ["another issuer's", () => ({ iss: "https://api.botframework.com/" })],
    ["an expired one", () => ({ exp: Math.floor(world.clock.now().getTime() / 1000) - 360 })],
    ["one without a service address", () => ({ serviceurl: undefined })],
    ["one that never expires", () => ({ exp: undefined })],
  ])("%s token is refused", async (_, over) => {
    expect(await statusOf(good(), { claims: world.claims(over()) })).toBe(401);
  });

  test("a token that is four minutes over is still taken, as clocks differ", async () => {
    const exp = Math.floor(world.clock.now().getTime() / 1000) - 240;
    expect(await statusOf(good(), { claims: world.claims({ exp }) })).toBe(200);
  });

  test.each<[string, object, object]>([
    ["no token", {}, { token: "" }],
    ["a token of no signature", {}, { token: "eyJhbGciOiJub25lIn0.e30." }],
  ])("%s is refused", async (_, over, sent) => {
    expect(await statusOf({ ...good(), ...over }, sent)).toBe(401);
  });

  test.each<[string, object, number]>([
    ["a service address of its own", { serviceUrl: "https://attacker.example/" }, 403],
    ["no service address", { serviceUrl: undefined }, 400],
    ["another channel", { channelId: "webchat" }, 400],
    ["another recipient", { recipient: { id: "28:other" } }, 403],
    ["another tenant", { conversation: { id: "19:x", tenantId: "2b6f0a34-1d0e-4f7b-8f3c-5a7d9c1e2f40" } }, 403],
    ["no tenant", { conversation: { id: "19:x" }, channelData: {} }, 403],
  ])("a good token with %s is refused", async (_, over, status) => {
    expect(await statusOf({ ...good(), ...over })).toBe(status);
    expect(await incidentIn(world, id)).toMatchObject({ status: "Open" });
  });

  test("a service address that is both in the token and not of Teams is refused: the bot's token would go there", async () => {
    const serviceUrl = "https://smba.trafficmanager.net.attacker.example/";
    const claims = world.claims({ serviceurl: serviceUrl });
    expect(await statusOf({ ...good(), serviceUrl }, { claims })).toBe(403);
  });

  test("more than a message may hold is refused", async () => {
    expect(await statusOf({ ...good(), text: "x".repeat(300_000) })).toBe(413);
  });
});

test("where the bot is removed nothing is posted any more", async () => {
  expect(await conversationsOf(world.deps.documents, testTenant)).toMatchObject([
    { type: "channel", serviceUrl: testService },
  ]);
  await world.send(anActivity({ type: "installationUpdate", action: "remove", id: "gone" }));
  expect(await conversationsOf(world.deps.documents, testTenant)).toEqual([]);
  await world.found(aFinding({ id: "fnd_testing01", sourceIP: "203.0.113.9" }));
  await world.notifier.drain();
  expect(world.connector.messages()).toHaveLength(1);
});
