import { getNotificationSettings, updateNotificationSettings } from "@logdoctor/shared-policies";
import { aFinding, testTenant } from "@logdoctor/shared-policies/testing";
import { beforeEach, describe, expect, test } from "vitest";
import { stepIncident } from "../../incidents/act-on-incident.ts";
import { type TestApp, testApp, testPersonObject } from "../../testing/index.ts";
import { testNotify } from "../../testing/test-notify.ts";
import { type Notifier, startNotifier } from "../outgoing/worker.ts";
import { found } from "../testing/bot-world.ts";

const secret = "sig=dGhlLXNlY3JldA";
const address = `https://prod-27.koreacentral.logic.azure.com/workflows/abc/triggers/manual/paths/invoke?api-version=1&${secret}`;
let app: TestApp;
let notifier: Notifier;
let sent: { readonly url: string; readonly body: string }[];
let answers: Response[];

beforeEach(async () => {
  [sent, answers] = [[], []];
  const send = async (request: Request): Promise<Response> => {
    sent.push({ url: request.url, body: await request.text() });
    return answers.shift() ?? new Response(null, { status: 202 });
  };
  app = await testApp({ notify: testNotify({ send }) });
  notifier = startNotifier(app.deps, { pollMs: 0, random: () => 0.5, note: () => undefined });
});

async function set(body: object): Promise<Awaited<ReturnType<typeof read>>> {
  const { data } = await read();
  const whole = { language: "ko" as const, ...body };
  return app.call(await app.admin(), updateNotificationSettings, { ifMatch: data.etag, body: whole });
}

const read = async () => app.call(await app.admin(), getNotificationSettings);
const refused = (code: string) => ({ problem: { code } });

describe("the address of a webhook", () => {
  test("is never shown, and is not readable where it is stored", async () => {
    const { data } = await set({ webhookUrl: address });
    const stored = await app.deps.documents.read(testTenant, "notify-settings", "settings");
    for (const told of [data, (await read()).data, stored, app.logged]) {
      expect(JSON.stringify(told)).not.toContain("sig=");
      expect(JSON.stringify(told)).not.toContain("workflows/abc");
    }
    expect(data.webhook?.host).toBe("prod-27.koreacentral.logic.azure.com");
  });

  test("stays when the rest changes, and goes when it is taken away", async () => {
    await set({ webhookUrl: address });
    expect((await set({ language: "ja" })).data).toMatchObject({ language: "ja", webhook: {} });
    expect((await set({ webhookUrl: null })).data.webhook).toBeUndefined();
  });

  test.each([
    "http://prod-27.koreacentral.logic.azure.com/x",
    "https://logic.azure.com.evil.example/x",
    "https://evil.example/?x=.logic.azure.com",
    "https://user@prod-27.koreacentral.logic.azure.com/x",
    "https://prod-27.koreacentral.logic.azure.com:8443/x",
    "https://169.254.169.254/metadata",
    "https://evillogic.azure.com/x",
    "file:///etc/passwd",
    "nonsense",
  ])("%s is refused", async (webhookUrl) => {
    await expect(set({ webhookUrl })).rejects.toMatchObject(refused("invalid-request"));
  });

  test("cannot be set without a key, by a reader, or over a change that was not seen", async () => {
    const reader = await app.mint.person({
      tenantId: testTenant,
      objectId: testPersonObject,
      roles: ["LogDoctor.Reader"],
    });
    const body = { language: "en", webhookUrl: address } as const;
    const write = (token: string, ifMatch: string) => app.call(token, updateNotificationSettings, { ifMatch, body });
    await expect(write(reader, "none")).rejects.toMatchObject(refused("forbidden"));
    await set({});
    await expect(write(await app.admin(), "none")).rejects.toMatchObject(refused("precondition-failed"));
    const bare = await testApp({ notify: testNotify({ secrets: undefined }) });
    const setBare = bare.call(await bare.admin(), updateNotificationSettings, { ifMatch: "none", body });
    await expect(setBare).rejects.toMatchObject(refused("unavailable"));
  });

  test("opens for its own tenant alone", () => {
    const { secrets } = testNotify();
    const sealed = secrets?.seal(address, "one") ?? "";
    expect(secrets?.open(sealed, "one")).toBe(address);
    expect(() => secrets?.open(sealed, "other")).toThrow();
    // In the middle: the last character of base64url has bits that say nothing.
    const middle = Math.floor(sealed.length / 2);
    const altered = `${sealed.slice(0, middle)}${sealed[middle] === "A" ? "B" : "A"}${sealed.slice(middle + 1)}`;
    expect(() => secrets?.open(altered, "one")).toThrow();
  });
});

describe("a webhook", () => {
  test("is told of an incident once, in the tenant's language, with links alone", async () => {
    await set({ webhookUrl: address });
    await found(app.deps, [aFinding()]);
    await notifier.drain();
    await found(app.deps, [aFinding({ matchCount: 9 })]);
    await notifier.drain();
    expect(sent.map(({ url }) => url)).toEqual([address]);
    expect(JSON.parse(sent[0]?.body ?? "")).toMatchObject({ type: "message", attachments: [{ contentUrl: null }] });
    expect(sent[0]?.body).toContain("심각");
    expect(sent[0]?.body).not.toContain("Action.Execute");
  });

  test("is told again when the incident is opened again", async () => {
    await set({ webhookUrl: address });
    const [id = ""] = await found(app.deps, [aFinding()]);
    await notifier.drain();
    const step = {
      tenantId: testTenant,
      id,
      actor: { kind: "person", id: "p" },
      reason: "So.",
      now: app.clock.now(),
    } as const;
    await stepIncident(app.deps, { ...step, action: "falsePositive" });
    app.clock.advance(5000);
    await notifier.drain();
    expect(sent).toHaveLength(1);
    await stepIncident(app.deps, { ...step, action: "reopen" });
    await notifier.drain();
    expect(sent).toHaveLength(2);
  });

  test("that has too much is given its time, and one that moved away is not followed", async () => {
    await set({ webhookUrl: address });
    answers.push(new Response(null, { status: 429, headers: { "retry-after": "30" } }));
    answers.push(new Response(null, { status: 302, headers: { location: "https://evil.example" } }));
    await found(app.deps, [aFinding()]);
    await notifier.drain();
    app.clock.advance(29_000);
    expect(await notifier.drain()).toBe(0);
    app.clock.advance(2000);
    await notifier.drain();
    expect(sent.map(({ url }) => url)).toEqual([address, address]);
    const { items } = await app.deps.documents.list(testTenant, "outbox", { limit: 10, tag: "dead" });
    expect(items.map(({ body }) => body.lastError)).toEqual(["HTTP 302"]);
  });

  test("gets one message a second", async () => {
    await set({ webhookUrl: address });
    await found(
      app.deps,
      [1, 2, 3].map((i) => aFinding({ id: `fnd_testing0${i}`, sourceIP: `203.0.113.${i}` })),
    );
    await notifier.drain();
    expect(sent).toHaveLength(1);
    for (let i = 0; i < 10; i++) {
      app.clock.advance(1000);
      await notifier.drain();
    }
    expect(sent).toHaveLength(3);
  });
});
