import { botWorld, testChannel, testPersonObject } from "@logdoctor/provider/testing";
import { type NotificationSettings, NotificationSettings as Settings } from "@logdoctor/shared-policies";
import { aFinding, testTenant } from "@logdoctor/shared-policies/testing";
import { beforeEach, describe, expect, test } from "vitest";
import { main } from "../cli.ts";

const host = "prod-27.koreacentral.logic.azure.com";
const secret = `https://${host}/workflows/abc/triggers/manual/paths/invoke?sig=c2VjcmV0`;
const provider = "https://provider.test";
let world: Awaited<ReturnType<typeof botWorld>>;
let token: string;

beforeEach(async () => {
  world = await botWorld();
  token = await world.admin();
});

interface Given {
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

async function logdoctor(argv: readonly string[], { stdin = "", env = {} }: Given = {}) {
  let [out, err] = ["", ""];
  const all: Readonly<Record<string, string | undefined>> = {
    ...{ LOGDOCTOR_PROVIDER_URL: provider, LOGDOCTOR_TOKEN: token },
    ...env,
  };
  const code = await main(["notify", ...argv], {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    env: (name) => all[name],
    stdin: async () => stdin,
    fetch: world.fetch,
    credential: () => Promise.reject(new Error("No credential is needed.")),
  });
  return { code, out, err };
}

async function json(...argv: string[]): Promise<Record<string, unknown>> {
  const { code, out, err } = await logdoctor([...argv, "--json"]);
  expect([code, err]).toEqual([0, ""]);
  return JSON.parse(out) as Record<string, unknown>;
}

const settings = async (...argv: string[]): Promise<NotificationSettings> =>
  Settings.parse(await json("settings", ...argv));

describe("who is asking", () => {
  test("is told by a token, from the environment or standard input, and never on the command line", async () => {
    expect((await logdoctor(["settings"])).code).toBe(0);
    const given = { stdin: `${token}\n`, env: { LOGDOCTOR_TOKEN: undefined } };
    expect((await logdoctor(["settings", "--token-stdin"], given)).code).toBe(0);
    expect(await logdoctor(["settings"], { env: { LOGDOCTOR_TOKEN: undefined } })).toMatchObject({
      code: 2,
      err: expect.stringContaining("--token-stdin"),
    });
    expect((await logdoctor(["settings", "--token", token])).code).toBe(2);
  });

  test.each(["http://provider.test", "ftp://provider.test", "https://me@provider.test", "provider"])(
    "a token is not sent to %s",
    async (url) => {
      expect((await logdoctor(["settings", "--provider", url])).code).toBe(2);
      expect((await logdoctor(["settings"], { env: { LOGDOCTOR_PROVIDER_URL: url } })).code).toBe(2);
    },
  );

  test("is refused in the provider's own words, with the page about it", async () => {
    token = await world.mint.person({ tenantId: testTenant, objectId: testPersonObject, roles: ["LogDoctor.Reader"] });
    expect((await logdoctor(["settings"])).code).toBe(0);
    const { code, out, err } = await logdoctor(["test", "--json"]);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/errors\/forbidden/);
    token = "not-a-token";
    expect(await logdoctor(["dead-letters"])).toMatchObject({ code: 1, err: expect.stringMatching(/unauthenticated/) });
  });
});

describe("notify settings", () => {
  test("changes what is named, and keeps the rest", async () => {
    await world.install();
    const before = await settings();
    const after = await settings("--language", "ja", "--severities", "CRITICAL");
    expect(after).toEqual({ ...before, language: "ja", severities: ["CRITICAL"], etag: after.etag });
    expect((await settings("--team", "19:team@thread.tacv2")).team).toBe("19:team@thread.tacv2");
    expect((await settings("--everywhere")).team).toBeUndefined();
    expect(await settings()).toMatchObject({ language: "ja", severities: ["CRITICAL"], responders: [{ name: "Kim" }] });
  });

  test("names and removes who may act", async () => {
    const other = "8b1c3d5e-6f7a-4b2c-8d9e-0f1a2b3c4d5e";
    await settings("--responder", `${testPersonObject}=Kim`, "--responder", `${other}=Lee = Seojun`);
    await settings("--responder", `${testPersonObject.toUpperCase()}=Kim Haneul`);
    expect((await settings("--remove-responder", other)).responders).toEqual([
      { objectId: testPersonObject, name: "Kim Haneul" },
    ]);
    expect((await logdoctor(["settings", "--responder", "kim=Kim"])).code).toBe(2);
  });

  test("takes a webhook from standard input, shows its host alone, and lets it go", async () => {
    const set = await logdoctor(["settings", "--webhook-stdin"], { stdin: `${secret}\n` });
    expect(set).toMatchObject({ code: 0, err: "", out: expect.stringContaining(host) });
    expect(set.out).not.toContain("sig=");
    expect((await settings("--remove-webhook")).webhook).toBeUndefined();
    const refused = await logdoctor(["settings", "--webhook-stdin"], { stdin: "https://evil.example/?sig=x" });
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining("/webhookUrl") });
    expect(refused.err).not.toContain("evil.example");
  });

  test.each([
    ["--language", "fr"],
    ["--severities", "LOW"],
    ["--team", "x", "--everywhere"],
    ["--webhook-stdin", "--token-stdin"],
    ["--webhook-stdin", "--remove-webhook"],
    ["--webhook-stdin"],
  ])("%s %s is not understood", async (...argv) => {
    expect((await logdoctor(["settings", ...argv])).code).toBe(2);
  });

  test("tells people where the bot is and why it was given up, without what a terminal would obey", async () => {
    await world.install();
    world.connector.fail({ status: 403, code: "BotNotInConversationRoster" });
    await world.found(aFinding());
    await world.notifier.drain();
    await settings("--responder", `${testPersonObject}=Kim\u001b[2J`);
    const { out } = await logdoctor(["settings"]);
    expect(out).toMatch(/19:incidents@thread\.tacv2 +channel +HTTP 403 BotNotInConversationRoster/);
    expect(out).toContain("Kim [2J");
  });
});

describe("notify test", () => {
  test("posts a card, and fails where a channel does not take it or there is none", async () => {
    expect(await logdoctor(["test"])).toMatchObject({ code: 1, err: expect.stringContaining("no channel") });
    await world.install();
    expect(await json("test")).toEqual({ channels: [{ kind: "bot", name: testChannel, delivered: true }] });
    expect(world.connector.messages()).toMatchObject([{ summary: "Test card of Log Doctor" }]);
    world.connector.fail({ status: 502 });
    const failed = await logdoctor(["test"]);
    expect(failed).toMatchObject({ code: 1, out: expect.stringMatching(/not delivered: HTTP 502/) });
  });

  test("that is asked for too often is told how long to wait", async () => {
    await world.install();
    for (let i = 0; i < 3; i++) await json("test");
    expect(await logdoctor(["test"])).toMatchObject({ code: 1, err: expect.stringContaining("Try again in") });
  });
});

describe("what could not be delivered", () => {
  async function giveUp(count: number): Promise<void> {
    await world.install();
    world.connector.onRequest = () => ({ status: 400, code: "BadSyntax" });
    for (let i = 0; i < count; i++) {
      await world.found(aFinding({ id: `fnd_testing${10 + i}`, sourceIP: `203.0.113.${i}` }));
      world.clock.advance(2000);
      await world.notifier.drain();
    }
    world.connector.onRequest = () => undefined;
  }

  test("is listed with its reason, newest first, and delivered again", async () => {
    expect((await logdoctor(["dead-letters"])).out).toBe("Everything was delivered.\n");
    await giveUp(3);
    const { notifications } = await json("dead-letters", "--limit", "2");
    expect(notifications).toMatchObject([
      { state: "dead", kind: "opened", lastError: "HTTP 400 BadSyntax" },
      { state: "dead" },
    ]);
    const [{ id = "" } = {}] = notifications as { id?: string }[];
    expect((await logdoctor(["dead-letters"])).out).toContain("HTTP 400 BadSyntax");

    expect(await json("replay", id)).toEqual({ replayed: [id], refused: [] });
    await world.notifier.drain();
    expect(world.connector.messages()).toHaveLength(1);
    expect(await json("dead-letters")).toMatchObject({ notifications: [{}, {}] });

    const again = await logdoctor(["replay", id, "out_not-there00", "--json"]);
    expect(again.code).toBe(1);
    expect(JSON.parse(again.out)).toMatchObject({
      replayed: [],
      refused: [{ code: "conflict" }, { code: "not-found" }],
    });
  });

  test("can be delivered again all at once", async () => {
    await giveUp(3);
    expect((await json("replay", "--all"))["replayed"]).toHaveLength(3);
    for (let i = 0; i < 5; i++) {
      await world.notifier.drain();
      world.clock.advance(2000);
    }
    expect(world.connector.messages()).toHaveLength(3);
    expect(await json("dead-letters")).toEqual({ notifications: [] });
  });

  test.each([["replay"], ["replay", "x"], ["replay", "out_testing00", "--all"], ["dead-letters", "--limit", "0"]])(
    "%s %s is not understood",
    async (...argv) => {
      expect((await logdoctor(argv)).code).toBe(2);
    },
  );
});
