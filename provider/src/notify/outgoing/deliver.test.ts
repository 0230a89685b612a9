import {
  actOnIncident,
  getIncident,
  getNotificationSettings,
  listNotifications,
  replayNotification,
  updateNotificationSettings,
} from "@logdoctor/shared-policies";
import { aFinding } from "@logdoctor/shared-policies/testing";
import { beforeEach, describe, expect, test } from "vitest";
import { anActivity, type BotWorld, botWorld } from "../testing/bot-world.ts";
import { startNotifier } from "./worker.ts";

const minute = 60_000;
let world: BotWorld;

beforeEach(async () => {
  world = await botWorld();
  await world.install();
});

const drain = () => world.notifier.drain();
const posts = () => world.connector.messages();
const statuses = () => world.connector.requests.map(({ method, status }) => `${method} ${status}`);
const again = (id: string, source: string) => aFinding({ id, sourceIP: source });

async function states(): Promise<string[]> {
  const { data } = await world.call(await world.admin(), listNotifications, { query: { limit: 200 } });
  return data.items.map(({ state, lastError }) => (lastError === undefined ? state : `${state}: ${lastError}`));
}

async function act(id: string, action: "investigate" | "falsePositive" | "reopen"): Promise<void> {
  const token = await world.admin();
  const { etag = "" } = await world.call(token, getIncident, { params: { id } });
  await world.call(token, actOnIncident, { params: { id }, ifMatch: etag, body: { action, reason: "Because." } });
}

test("an incident is posted once, and what comes after changes that message", async () => {
  const [id = ""] = await world.found(aFinding());
  await drain();
  await world.found(aFinding({ matchCount: 5 }));
  await act(id, "investigate");
  await drain();
  expect(statuses()).toEqual(["POST 201", "PUT 200"]);
  expect(JSON.stringify(posts())).toContain("5 matched");
  expect(JSON.stringify(posts())).toContain("Under investigation");
  expect(await states()).toEqual(["sent", "sent", "sent"]);
});

test("what was settled before it was posted is posted as it is", async () => {
  const [id = ""] = await world.found(aFinding());
  await act(id, "falsePositive");
  await drain();
  expect(statuses()).toEqual(["POST 201"]);
  expect(posts()[0]?.summary).toContain("False positive");
});

describe("severities that are not told", () => {
  const high = aFinding({ severity: "HIGH" });

  async function tell(...severities: ("CRITICAL" | "HIGH")[]): Promise<void> {
    const admin = await world.admin();
    const { data } = await world.call(admin, getNotificationSettings);
    const body = { language: data.language, responders: data.responders, severities };
    await world.call(admin, updateNotificationSettings, { ifMatch: data.etag, body });
  }

  test("owe no card until the incident becomes one that is told", async () => {
    await tell("CRITICAL");
    await world.found(high);
    await drain();
    expect([posts().length, await states()]).toEqual([0, ["sent"]]);
    await world.found(aFinding({ severity: "CRITICAL", matchCount: 9 }));
    await drain();
    expect(statuses()).toEqual(["POST 201"]);
  });

  test("are kept up to date where they were told before", async () => {
    const [id = ""] = await world.found(high);
    await drain();
    await tell("CRITICAL");
    await act(id, "investigate");
    await drain();
    expect(statuses()).toEqual(["POST 201", "PUT 200"]);
  });
});

describe("when the connector refuses", () => {
  test("a 429 is waited for as long as it says, by the whole channel", async () => {
    world.connector.fail({ status: 429, retryAfter: 90 });
    await world.found(aFinding());
    await drain();
    await world.found(again("fnd_testing01", "203.0.113.8"));
    await drain();
    expect(statuses()).toEqual(["POST 429"]);
    world.clock.advance(89_000);
    expect(await drain()).toBe(0);
    world.clock.advance(2000);
    await drain();
    expect(statuses()).toEqual(["POST 429", "POST 201", "POST 201"]);
  });

  test.each([412, 500, 502, 503, 504])("a %i is tried again after a while that grows", async (status) => {
    for (let i = 0; i < 3; i++) world.connector.fail({ status });
    await world.found(aFinding());
    const waits: number[] = [];
    for (let second = 0; second < 20 && posts().length === 0; second++) {
      if ((await drain()) > 0) waits.push(second);
      world.clock.advance(1000);
    }
    // Half of 2, 4 and 8 seconds: the middle of full jitter.
    expect(waits).toEqual([0, 1, 3, 7]);
    expect(await states()).toEqual([expect.stringMatching(/^sent/)]);
  });

  test("a network that is away is no answer, and is tried again", async () => {
    world.connector.onRequest = () => {
      throw new TypeError("fetch failed");
    };
    await world.found(aFinding());
    await drain();
    expect(await states()).toEqual(["pending: The channel could not be reached."]);
  });

  test("after many attempts a message is dead, and an admin can put it back", async () => {
    world.connector.onRequest = () => ({ status: 503 });
    await world.found(aFinding());
    for (let i = 0; i < 20; i++) {
      await drain();
      world.clock.advance(10 * minute);
    }
    expect(statuses()).toHaveLength(14);
    expect(await states()).toEqual(["dead: HTTP 503 ServiceError"]);
    world.connector.onRequest = () => undefined;
    const admin = await world.admin();
    const { data } = await world.call(admin, listNotifications, { query: { limit: 10, state: "dead" } });
    const params = { id: data.items[0]?.id ?? "" };
    expect((await world.call(admin, replayNotification, { params })).data.state).toBe("pending");
    await drain();
    expect(posts()).toHaveLength(1);
    await expect(world.call(admin, replayNotification, { params })).rejects.toMatchObject({
      problem: { code: "conflict" },
    });
  });

  test("a bot that was thrown out is not tried again before it is installed anew", async () => {
    world.connector.fail({ status: 403, code: "BotNotInConversationRoster" });
    await world.found(aFinding());
    await drain();
    expect(await states()).toEqual(["dead: HTTP 403 BotNotInConversationRoster"]);
    await world.found(again("fnd_testing01", "203.0.113.8"));
    await drain();
    expect(statuses()).toEqual(["POST 403"]);
    await world.send(anActivity({ type: "installationUpdate", action: "add", id: "install-2" }));
    await world.found(again("fnd_testing02", "203.0.113.9"));
    await drain();
    expect(statuses()).toEqual(["POST 403", "POST 201"]);
  });

  test("a message that is gone is looked for twice more, then posted anew", async () => {
    const [id = ""] = await world.found(aFinding());
    await drain();
    world.connector.forget(posts()[0]?.activityId ?? "");
    await act(id, "investigate");
    for (let i = 0; i < 6; i++) {
      await drain();
      world.clock.advance(minute);
    }
    expect(statuses()).toEqual(["POST 201", "PUT 404", "PUT 404", "PUT 404", "POST 201"]);
    expect(posts()[0]?.summary).toContain("Under investigation");
  });
});

test("a channel gets no more than Teams takes; the rest comes later, and nothing dies of it", async () => {
  const findings = Array.from({ length: 80 }, (_, i) => again(`fnd_testing${100 + i}`, `203.0.113.${i}`));
  await world.found(...findings);
  const sentAt: number[] = [];
  for (let i = 0; i < 120 && posts().length < 80; i++) {
    const before = posts().length;
    await drain();
    for (let sent = before; sent < posts().length; sent++) sentAt.push(world.clock.now().getTime());
    world.clock.advance(500);
  }
  expect(posts()).toHaveLength(80);
  for (const [limit, ms] of [
    [7, 1000],
    [8, 2000],
    [60, 30_000],
  ] as const) {
    const most = Math.max(...sentAt.map((at) => sentAt.filter((other) => other >= at && other < at + ms).length));
    expect(most).toBeLessThanOrEqual(limit);
  }
  expect(new Set(await states())).toEqual(new Set(["sent: The channel's rate is used up.", "sent"]));
});

test("a worker that stops ends what it began and claims no more; another goes on", async () => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { notify } = world.deps;
  const slow = { ...notify, send: (request: Request) => held.then(() => notify.send(request)) };
  const note = (): undefined => undefined;
  const stopping = startNotifier({ ...world.deps, notify: slow }, { pollMs: 0, random: () => 0.5, note });
  await world.found(aFinding());
  const drained = stopping.drain();
  await new Promise((resolve) => setImmediate(resolve));
  const stopped = stopping.stop();
  await world.found(again("fnd_testing01", "203.0.113.8"));
  release();
  await Promise.all([drained, stopped]);
  expect(await stopping.drain()).toBe(0);
  expect(posts()).toHaveLength(1);
  await drain();
  expect(posts()).toHaveLength(2);
});

test("a worker that dies leaves its messages to the next one, which tells nobody twice", async () => {
  await world.found(aFinding());
  const lost = { ...world.deps, notify: { ...world.deps.notify, send: () => new Promise<Response>(() => undefined) } };
  void startNotifier(lost, { pollMs: 0, random: () => 0.5, note: () => undefined }).drain();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await drain()).toBe(0);
  world.clock.advance(3 * minute);
  await drain();
  await drain();
  expect(statuses()).toEqual(["POST 201"]);
  const another = startNotifier(world.deps, { pollMs: 0, random: () => 0.5, note: () => undefined });
  expect(await another.drain()).toBe(0);
});
