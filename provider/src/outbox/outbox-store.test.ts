import { testTenant } from "@logdoctor/shared-policies/testing";
import { beforeEach, expect, test } from "vitest";
import type { DocumentStore } from "../documents/document-store.ts";
import { openEmbeddedStore } from "../store/embedded/embedded-store.ts";
import { testClock } from "../testing/index.ts";
import { type Claimed, claimDue, enqueue, markDead, markFailed, markSent, replayDead } from "./outbox-store.ts";

const claimMs = 60_000;
let clock: ReturnType<typeof testClock>;
let store: DocumentStore;

beforeEach(async () => {
  clock = testClock();
  store = openEmbeddedStore({ file: ":memory:", now: clock.now });
  await store.commit(testTenant, [
    enqueue({ id: "out-1", incidentId: "inc_testing00", kind: "opened", now: clock.now() }),
  ]);
});

const claim = (): Promise<Claimed[]> => claimDue(store, { limit: 10, claimMs, now: clock.now() });

async function claimOne(): Promise<Claimed> {
  const [claimed] = await claim();
  if (claimed === undefined) throw new Error("Nothing is due");
  return claimed;
}

test("of workers that claim at once one gets the message, and it is sent once", async () => {
  const claims = (await Promise.all([claim(), claim(), claim()])).flat();
  expect(claims.map(({ tenantId, body }) => [tenantId, body.attempts])).toEqual([[testTenant, 1]]);
  const [claimed] = claims;
  expect(claimed !== undefined && (await markSent(store, claimed, clock.now()))).toBe(true);
  clock.advance(10 * claimMs);
  expect(await claim()).toEqual([]);
});

test("a worker that died leaves its message to another, and cannot end it any more", async () => {
  const lost = await claimOne();
  clock.advance(claimMs - 1);
  expect(await claim()).toEqual([]);
  clock.advance(1);
  const taken = await claimOne();
  expect(taken.body.attempts).toBe(2);
  expect(await markSent(store, lost, clock.now())).toBe(false);
  expect(await markSent(store, taken, clock.now())).toBe(true);
});

test("a failed message is due again at its time with what went wrong", async () => {
  const retryAt = new Date(clock.now().getTime() + 5000);
  await markFailed(store, await claimOne(), { retryAt, error: "HTTP 429", now: clock.now() });
  clock.advance(4999);
  expect(await claim()).toEqual([]);
  clock.advance(1);
  expect((await claimOne()).body).toMatchObject({ attempts: 2, lastError: "HTTP 429" });
});

test("a dead message is not claimed, is listed as dead, and can be put back once", async () => {
  await markDead(store, await claimOne(), { error: "HTTP 403", now: clock.now() });
  clock.advance(10 * claimMs);
  expect(await claim()).toEqual([]);
  const { items } = await store.list(testTenant, "outbox", { limit: 10, tag: "dead" });
  expect(items.map(({ id }) => id)).toEqual(["out-1"]);
  const named = { tenantId: testTenant, id: "out-1" };
  expect(await replayDead(store, named, clock.now())).toBe(true);
  expect(await replayDead(store, named, clock.now())).toBe(false);
  expect((await claimOne()).body.attempts).toBe(1);
});
