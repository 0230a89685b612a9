import type { LeaseState, RunId } from "@logdoctor/shared-policies";
import { aLegalHold, aPolicy, testAgent, testTenant } from "@logdoctor/shared-policies/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DocumentStore, Write } from "../documents/document-store.ts";
import type { OutboxMessage } from "../outbox/outbox-message.ts";
import { type TestClock, testClock } from "./test-clock.ts";

const otherTenant = "2b6f0a34-1d0e-4f7b-8f3c-5a7d9c1e2f40";

export interface StoreUnderTest {
  readonly store: DocumentStore;
  /** Frees what the test itself made; the suite closes the store. */
  readonly dispose: () => Promise<void>;
}

/** What every store promises; run by each adapter's own test. */
export function describeStore(name: string, open: (clock: TestClock) => Promise<StoreUnderTest>): void {
  describe(`${name} keeps the store's promises`, () => {
    const clock = testClock();
    let tested: StoreUnderTest;
    let made = 0;
    const fresh = (prefix: string): string => `${prefix}-${++made}`;
    beforeAll(async () => {
      tested = await open(clock);
    });
    afterAll(async () => {
      await tested.store.close();
      await tested.dispose();
    });
    const given = (): Given => ({ store: tested.store, clock, fresh });

    conditions(given);
    concurrency(given);
    atomicity(given);
    isolation(given);
    paging(given);
    expiry(given);
    dueness(given);
    test("says that it is ready", async () => {
      await expect(given().store.ready()).resolves.toBeUndefined();
    });
  });
}

interface Given {
  readonly store: DocumentStore;
  readonly clock: TestClock;
  readonly fresh: (prefix: string) => string;
}

export function policyWrite(id: string, op: "create" | "put" = "create", policyName = "Some policy"): Write {
  return { op, kind: "retention-policy", id, body: aPolicy({ id, policyName }) };
}

function leaseState(runId: string, fence: number): LeaseState {
  const at = "2026-11-10T00:00:00.000Z";
  const period = { from: at, to: at };
  const common = { job: "retain", agentId: testAgent, phase: "running", missedPeriods: 0, period } as const;
  return { ...common, runId: runId as RunId, fence, instanceId: "instance-1", expiresAt: at, nextDueAt: at };
}

function leaseWrite(id: string, fence: number, etag?: string): Write {
  const document = { kind: "lease", id, body: leaseState(`run_${id}`, fence) } as const;
  return etag === undefined ? { op: "create", ...document } : { op: "replace", etag, ...document };
}

async function etagAfter(store: DocumentStore, write: Write, tenantId: string = testTenant): Promise<string> {
  const result = await store.commit(tenantId, [write]);
  if (!result.committed) throw new Error(`write ${result.failed} did not hold`);
  return result.etags[0] ?? "";
}

function conditions(given: () => Given): void {
  test("a document is read as it was written, with the etag that the commit gave", async () => {
    const { store, fresh } = given();
    const id = fresh("policy");
    const etag = await etagAfter(store, policyWrite(id));
    expect(await store.read(testTenant, "retention-policy", id)).toEqual({
      id,
      etag,
      body: aPolicy({ id, policyName: "Some policy" }),
    });
    expect(await store.read(testTenant, "retention-policy", "absent")).toBeUndefined();
  });

  test("an id is created once", async () => {
    const { store, fresh } = given();
    const id = fresh("policy");
    await etagAfter(store, policyWrite(id));
    expect(await store.commit(testTenant, [policyWrite(id)])).toEqual({ committed: false, failed: 0 });
  });

  test("put writes over whatever is there", async () => {
    const { store, fresh } = given();
    const id = fresh("policy");
    const first = await etagAfter(store, policyWrite(id, "put"));
    const second = await etagAfter(store, policyWrite(id, "put", "Another name"));
    expect(second).not.toBe(first);
    expect((await store.read(testTenant, "retention-policy", id))?.body.policyName).toBe("Another name");
  });
}

function concurrency(given: () => Given): void {
  test("an etag that is no longer the stored one changes and deletes nothing", async () => {
    const { store, fresh } = given();
    const id = fresh("lease");
    const old = await etagAfter(store, leaseWrite(id, 1));
    const current = await etagAfter(store, leaseWrite(id, 2, old));
    expect(await store.commit(testTenant, [leaseWrite(id, 3, old)])).toEqual({ committed: false, failed: 0 });
    expect(await store.commit(testTenant, [{ op: "delete", kind: "lease", id, etag: old }])).toMatchObject({
      committed: false,
    });
    expect(await store.read(testTenant, "lease", id)).toMatchObject({ etag: current, body: { fence: 2 } });
    expect(await store.commit(testTenant, [{ op: "delete", kind: "lease", id, etag: current }])).toMatchObject({
      committed: true,
    });
    expect(await store.read(testTenant, "lease", id)).toBeUndefined();
  });

  test("a document that came back after a delete does not answer to its old etag", async () => {
    const { store, fresh } = given();
    const id = fresh("lease");
    const old = await etagAfter(store, leaseWrite(id, 1));
    await store.commit(testTenant, [{ op: "delete", kind: "lease", id, etag: old }]);
    await etagAfter(store, leaseWrite(id, 1));
    expect(await store.commit(testTenant, [leaseWrite(id, 2, old)])).toMatchObject({ committed: false });
    expect(await store.commit(testTenant, [leaseWrite(fresh("lease"), 2, old)])).toMatchObject({ committed: false });
  });

  test("of writes at once under one etag exactly one wins", async () => {
    const { store, fresh } = given();
    const id = fresh("lease");
    const etag = await etagAfter(store, leaseWrite(id, 1));
    const results = await Promise.all(
      [2, 3, 4, 5].map((fence) => store.commit(testTenant, [leaseWrite(id, fence, etag)])),
    );
    expect(results.filter((result) => result.committed)).toHaveLength(1);
    const creates = await Promise.all([1, 2, 3].map(() => store.commit(testTenant, [leaseWrite(`${id}-new`, 1)])));
    expect(creates.filter((result) => result.committed)).toHaveLength(1);
  });
}

function atomicity(given: () => Given): void {
  test("documents of one commit change together", async () => {
    const { store, fresh } = given();
    const [first, second] = [fresh("policy"), fresh("policy")];
    const result = await store.commit(testTenant, [policyWrite(first), policyWrite(second)]);
    expect(result).toMatchObject({ committed: true, etags: [expect.any(String), expect.any(String)] });
  });

  test.each([0, 1, 2])("a commit whose write %i does not hold leaves nothing behind", async (failing) => {
    const { store, fresh } = given();
    const taken = fresh("policy");
    await etagAfter(store, policyWrite(taken));
    const ids = [fresh("policy"), fresh("policy"), fresh("policy")];
    const writes = ids.map((id, index) => policyWrite(index === failing ? taken : id));
    expect(await store.commit(testTenant, writes)).toEqual({ committed: false, failed: failing });
    const read = await Promise.all(ids.map((id) => store.read(testTenant, "retention-policy", id)));
    expect(read).toEqual([undefined, undefined, undefined]);
  });

  test("a commit across two groups is a bug and is refused as one", async () => {
    const { store, fresh } = given();
    const writes = [policyWrite(fresh("policy")), leaseWrite(fresh("lease"), 1)];
    await expect(store.commit(testTenant, writes)).rejects.toThrow(RangeError);
    await expect(store.commit(testTenant, [])).rejects.toThrow(RangeError);
  });
}

function isolation(given: () => Given): void {
  test("two tenants use one id without meeting", async () => {
    const { store, fresh } = given();
    const id = fresh("shared");
    const etag = await etagAfter(store, policyWrite(id));
    const body = aPolicy({ id, policyName: "Theirs" });
    await etagAfter(store, { op: "create", kind: "retention-policy", id, body }, otherTenant);
    expect((await store.read(testTenant, "retention-policy", id))?.body.policyName).toBe("Some policy");
    expect(await store.commit(otherTenant, [{ op: "delete", kind: "retention-policy", id, etag }])).toMatchObject({
      committed: false,
    });
    const listed = await store.list(otherTenant, "retention-policy", { limit: 100 });
    expect(listed.items.map((item) => item.body.policyName)).toEqual(["Theirs"]);
  });

  test("kinds use one id without meeting", async () => {
    const { store, fresh } = given();
    const id = fresh("both");
    await etagAfter(store, policyWrite(id));
    await etagAfter(store, { op: "create", kind: "legal-hold", id, body: aLegalHold({ id }) });
    expect((await store.read(testTenant, "legal-hold", id))?.body.reason).toBe("Case 4711");
  });
}

function paging(given: () => Given): void {
  const pageTenant = "5c1d2e3f-4a5b-4c6d-8e7f-9a0b1c2d3e4f";
  const written = Array.from({ length: 7 }, (_, i) => ({
    id: `lease-${i}`,
    sort: `2026-11-0${i + 1}`,
    tag: i % 2 === 0 ? "even" : "odd",
  }));

  test("pages meet every document once, in order, from either end, and by tag", async () => {
    const { store } = given();
    for (const { id, sort, tag } of written.toSorted((a, b) => a.tag.localeCompare(b.tag))) {
      await etagAfter(
        store,
        { op: "create", kind: "lease", id, body: leaseState(`run_${id}`, 1), sort, tag },
        pageTenant,
      );
    }
    const ids = written.map(({ id }) => id);
    expect(await collect(store, { newestFirst: false })).toEqual(ids);
    expect(await collect(store, { newestFirst: true })).toEqual(ids.toReversed());
    expect(await collect(store, { newestFirst: true, tag: "odd" })).toEqual(["lease-5", "lease-3", "lease-1"]);
  });

  test("a document that is written while pages are read does not disturb them", async () => {
    const { store } = given();
    const first = await store.list(pageTenant, "lease", { limit: 3 });
    await etagAfter(
      store,
      { op: "create", kind: "lease", id: "before", body: leaseState("run_before00", 1), sort: "2026-11-00" },
      pageTenant,
    );
    const second = await store.list(pageTenant, "lease", { limit: 3, cursor: first.nextCursor });
    expect(second.items.map((item) => item.id)).toEqual(["lease-3", "lease-4", "lease-5"]);
  });

  test("a cursor that no page gave is refused", async () => {
    await expect(given().store.list(pageTenant, "lease", { limit: 3, cursor: "%%%" })).rejects.toMatchObject({
      code: "invalid-request",
    });
  });

  async function collect(store: DocumentStore, request: { newestFirst: boolean; tag?: string }): Promise<string[]> {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.list(pageTenant, "lease", { limit: 2, cursor, ...request });
      found.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return found;
  }
}

function expiry(given: () => Given): void {
  test("a document is gone at its time, though it may still lie there", async () => {
    const { store, clock, fresh } = given();
    const id = fresh("code");
    const body = { createdBy: "admin", expiresAt: new Date(clock.now().getTime() + 60_000).toISOString() };
    const write = { op: "create", kind: "enrolment-code", id, body, expiresAt: body.expiresAt } as const;
    const etag = await etagAfter(store, write);
    clock.advance(59_999);
    expect(await store.read(testTenant, "enrolment-code", id)).toMatchObject({ etag });
    clock.advance(1);
    expect(await store.read(testTenant, "enrolment-code", id)).toBeUndefined();
    expect((await store.list(testTenant, "enrolment-code", { limit: 10 })).items).toEqual([]);
  });
}

function dueness(given: () => Given): void {
  test("documents of all tenants are due from their time on, longest due first, until written without one", async () => {
    const { store, clock, fresh } = given();
    const start = clock.now().getTime();
    const [late, early] = [fresh("outbox"), fresh("outbox")];
    const written = async (id: string, tenantId: string, minutes: number): Promise<string> => {
      const dueAt = new Date(start + minutes * 60_000).toISOString();
      return etagAfter(store, { op: "create", kind: "outbox", id, body: aMessage(id), dueAt }, tenantId);
    };
    const etag = await written(late, testTenant, 2);
    await written(early, otherTenant, 1);
    expect(await store.due("outbox", 10)).toEqual([]);
    clock.advance(60_000);
    expect((await store.due("outbox", 10)).map(({ id, tenantId }) => [id, tenantId])).toEqual([[early, otherTenant]]);
    clock.advance(60_000);
    expect((await store.due("outbox", 10)).map(({ id }) => id)).toEqual([early, late]);
    expect((await store.due("outbox", 1)).map(({ id }) => id)).toEqual([early]);
    expect(await store.due("lease", 10)).toEqual([]);
    await etagAfter(store, { op: "replace", etag, kind: "outbox", id: late, body: aMessage(late) });
    expect((await store.due("outbox", 10)).map(({ id }) => id)).toEqual([early]);
  });
}

function aMessage(id: string): OutboxMessage {
  const at = "2026-11-10T00:00:00.000Z";
  return { id, incidentId: "inc_testing00", kind: "opened", state: "pending", createdAt: at, dueAt: at, attempts: 0 };
}
