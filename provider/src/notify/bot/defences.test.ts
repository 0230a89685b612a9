import { createHmac } from "node:crypto";
import { aFinding, testTenant } from "@logdoctor/shared-policies/testing";
import { type CryptoKey, exportSPKI, generateKeyPair, importJWK, SignJWT } from "jose";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testApp } from "../../testing/index.ts";
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

// What stands between a forged message and an incident, part by part; `bot.test.ts` has the claims of tokens.

const otherTenant = "2b6f0a34-1d0e-4f7b-8f3c-5a7d9c1e2f40";
let world: BotWorld;
let id: string;
let strangersKey: CryptoKey;

beforeAll(async () => {
  strangersKey = (await generateKeyPair("RS256")).privateKey;
});

beforeEach(async () => {
  world = await botWorld({}, [testTenant, otherTenant]);
  await started(world);
});

async function started(on: BotWorld): Promise<void> {
  await on.install();
  [id = ""] = await on.found(aFinding());
  await on.notifier.drain();
}

const investigate = (over: Readonly<Record<string, unknown>> = {}, on: BotWorld = world): object =>
  aClick(buttonOf(on.connector.messages()[0]?.card, "investigate"), over);
const statusOf = async (...sent: Parameters<BotWorld["send"]>) => (await world.send(...sent)).status;
const untouched = async (on: BotWorld = world) => expect((await incidentIn(on, id)).status).toBe("Open");

/** A request as `send` makes it, with a body that no header measures. */
function streamed(bytes: number, headers: Record<string, string>): { request: Request; read: () => number } {
  let read = 0;
  const body = new ReadableStream({
    pull(controller) {
      const chunk = new Uint8Array(64 * 1024).fill(32);
      read += chunk.byteLength;
      controller.enqueue(chunk);
      if (read >= bytes) controller.close();
    },
  });
  const init = {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
    duplex: "half" as const,
  };
  return { request: new Request("http://provider.test/api/messages", init), read: () => read };
}

describe("the signature", () => {
  const now = () => Math.floor(world.clock.now().getTime() / 1000);
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

  test("of a stranger under the key id of the Bot Framework is refused", async () => {
    const [jwk] = (await world.connector.jwks()).keys;
    const header = { alg: "RS256", kid: String(jwk?.kid) };
    const token = await new SignJWT({ ...world.claims() }).setProtectedHeader(header).sign(strangersKey);
    expect(await statusOf(investigate(), { token })).toBe(401);
    await untouched();
  });

  test("by the public key taken for a shared secret is refused", async () => {
    const [jwk] = (await world.connector.jwks()).keys;
    const key = await importJWK(jwk ?? { kty: "RSA" }, "RS256", { extractable: true });
    if (key instanceof Uint8Array) throw new Error("not an RSA key");
    const text = `${part({ alg: "HS256", kid: jwk?.kid })}.${part(world.claims())}`;
    const mac = createHmac("sha256", await exportSPKI(key))
      .update(text)
      .digest("base64url");
    expect(await statusOf(investigate(), { token: `${text}.${mac}` })).toBe(401);
  });

  test("of one token does not hold for other claims", async () => {
    const [header, , signature] = (await world.connector.token(world.claims({ aud: "another" }))).split(".");
    expect(await statusOf(investigate(), { token: `${header}.${part(world.claims())}.${signature}` })).toBe(401);
  });

  test("of a token that is not valid yet is refused", async () => {
    expect(await statusOf(investigate(), { claims: world.claims({ nbf: now() + 360 }) })).toBe(401);
  });

  test.each([testBot, `api://${testBot}`, `api://botid-${testBot}`])("for %s is the bot's own", async (aud) => {
    expect(await statusOf(investigate(), { claims: world.claims({ aud }) })).toBe(200);
  });

  test("is not judged while the keys cannot be read: that is no refusal, and nothing moves", async () => {
    const away = await botWorld();
    await started(away);
    const { bot } = away.deps.notify;
    if (bot === undefined) throw new Error("There is no bot");
    const keys = () => Promise.reject(new TypeError("fetch failed"));
    const cut = await testApp({ ...away.deps, notify: { ...away.deps.notify, bot: { ...bot, keys } } });
    const headers = { "content-type": "application/json", authorization: "Bearer a.b.c" };
    const token = await away.connector.token(away.claims());
    const body = JSON.stringify(investigate({}, away));
    const sent = { method: "POST", headers: { ...headers, authorization: `Bearer ${token}` }, body };
    expect((await cut.fetch(new Request("http://provider.test/api/messages", sent))).status).toBe(503);
    await untouched(away);
  });
});

describe("the service address", () => {
  test("may differ from the token's in case and in a slash at the end, and in nothing else", async () => {
    const claimed = (serviceurl: string) => statusOf(investigate(), { claims: world.claims({ serviceurl }) });
    expect(await claimed(testService.toUpperCase().replace(/\/$/, ""))).toBe(200);
    expect(await claimed(`${testService}x`)).toBe(403);
  });

  test.each([
    "http://smba.trafficmanager.net/kr/",
    "https://smba.trafficmanager.net:8443/kr/",
    "https://user@smba.trafficmanager.net/kr/",
    "https://evilbotframework.com/",
  ])("%s is not one of Teams, also where the token has it", async (serviceUrl) => {
    const claims = world.claims({ serviceurl: serviceUrl });
    expect(await statusOf(investigate({ serviceUrl }), { claims })).toBe(403);
    await untouched();
  });
});

describe("the tenant", () => {
  test("is one: a message that names two is refused", async () => {
    const channelData = { tenant: { id: otherTenant } };
    expect(await statusOf(investigate({ channelData }))).toBe(403);
    await untouched();
  });

  test("decides which incidents there are: those of another are gone", async () => {
    const conversation = { id: "19:elsewhere", tenantId: otherTenant };
    const foreign = investigate({ conversation, channelData: { tenant: { id: otherTenant } } });
    const answer = await world.send(foreign);
    expect(await answer.json()).toMatchObject({ value: expect.stringMatching(/gone/) });
    await untouched();
  });
});

describe("a message that comes again", () => {
  test("is known for a quarter of an hour; after that the state that its card showed is over", async () => {
    const click = investigate();
    expect(await statusOf(click)).toBe(200);
    world.clock.advance(16 * 60_000);
    expect(await statusOf(click)).toBe(200);
    expect((await incidentIn(world, id)).transitions).toHaveLength(2);
  });

  test("is told from one of another conversation with the same id", async () => {
    const activity = (conversation: string) =>
      anActivity({
        ...{ type: "installationUpdate", action: "add", id: "same" },
        conversation: { id: conversation, conversationType: "channel", tenantId: testTenant },
      });
    await world.send(activity("19:one"));
    await world.send(activity("19:two"));
    const { items } = await world.deps.documents.list(testTenant, "bot-conversation", { limit: 10 });
    expect(items.map(({ body }) => body.conversationId)).toEqual(expect.arrayContaining(["19:one", "19:two"]));
  });
});

describe("how much may come", () => {
  test("a tenant that sends too much is told to wait; forged messages use nothing of its rate", async () => {
    const limits = { ...world.deps.limits, ratePerSecond: 1, rateBurst: 3 };
    world = await botWorld({ limits });
    await started(world);
    for (let i = 0; i < 20; i++) expect(await statusOf(investigate(), { token: "forged" })).toBe(401);
    expect(await statusOf(investigate())).toBe(200);
    expect(await statusOf(investigate())).toBe(200);
    const refused = await world.send(investigate());
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "1"]);
    world.clock.advance(1000);
    expect(await statusOf(investigate())).toBe(200);
  });

  test("a body that no header measures is cut off where it is too large", async () => {
    const authorization = `Bearer ${await world.connector.token(world.claims())}`;
    const { request, read } = streamed(4 * 1024 * 1024, { authorization });
    expect((await world.fetch(request)).status).toBe(413);
    expect(read()).toBeLessThan(512 * 1024);
  });

  test("the body of a forged message is not read at all", async () => {
    const { request, read } = streamed(4 * 1024 * 1024, { authorization: "Bearer a.b.c" });
    expect((await world.fetch(request)).status).toBe(401);
    expect(read()).toBeLessThanOrEqual(64 * 1024);
  });

  test.each([
    ["text/plain", "{}", 415],
    ["application/json", "{", 400],
    ["application/json", "[]", 400],
  ])("a body of the type %s, %s, is refused", async (type, body, status) => {
    const token = await world.connector.token(world.claims());
    const headers = { "content-type": type, authorization: `Bearer ${token}` };
    const request = new Request("http://provider.test/api/messages", { method: "POST", headers, body });
    expect((await world.fetch(request)).status).toBe(status);
  });
});

test("what is no click on a card moves nothing, and where there is no bot there is no such path", async () => {
  expect(await statusOf(investigate({ name: "task/fetch" }))).toBe(501);
  expect(await statusOf(investigate({ type: "message", name: undefined }))).toBe(200);
  await untouched();
  const bare = await testApp();
  const request = new Request("http://provider.test/api/messages", { method: "POST", body: "{}" });
  expect((await bare.fetch(request)).status).toBe(404);
});
