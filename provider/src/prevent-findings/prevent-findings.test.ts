import {
  actOnFinding,
  getPreventFinding,
  listAlerts,
  listPreventFindings,
  type PreventFinding,
  sendReport,
} from "@logdoctor/shared-policies";
import { aPreventFinding, testTenant } from "@logdoctor/shared-policies/testing";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { decide, preventReport, reportPrevention } from "../testing/a-prevention.ts";
import { bothStores } from "../testing/both-stores.ts";
import { type World, worldOn } from "../testing/incident-world.ts";
import { testAgentObject } from "../testing/index.ts";

describe.each(bothStores)("findings of Prevent on %s", (_, open) => {
  let world: World;
  beforeEach(async () => {
    world = await worldOn(open);
  });
  afterEach(() => world.store.close());

  // Tokens live for an hour, and some tests for weeks.
  const report = async (...findings: PreventFinding[]) => {
    const token = await world.provider.mint.agent({ tenantId: testTenant, objectId: testAgentObject });
    await reportPrevention(world.provider, token, findings);
  };
  const list = async (query: object = {}) => {
    const { data } = await world.provider.call(world.responder, listPreventFindings, { query });
    return data.items;
  };
  const get = (id = "pvf_testing00") => world.provider.call(world.responder, getPreventFinding, { params: { id } });
  const act = async (body: { action: "acknowledge" | "actionTaken" | "ignore"; reason?: string }, ifMatch?: string) => {
    const etag = ifMatch ?? (await get()).etag ?? "";
    return world.provider.call(world.responder, actOnFinding, { params: { id: "pvf_testing00" }, body, ifMatch: etag });
  };
  const many = (count: number, over: Partial<PreventFinding> = {}): PreventFinding[] =>
    Array.from({ length: count }, (_, i) =>
      aPreventFinding({ id: `pvf_many${String(i).padStart(6, "0")}`, usdPerMonth: i, ...over }),
    );

  test("are listed by cost, narrowed to state, rule and table, page by page", async () => {
    await report(
      aPreventFinding({ id: "pvf_cheap000", usdPerMonth: 1, gbPerMonth: 900 }),
      aPreventFinding({ id: "pvf_dear0000", usdPerMonth: 300, table: "AppRequests", ruleId: "high-frequency-log" }),
      aPreventFinding({ id: "pvf_middle00", usdPerMonth: 20 }),
    );
    expect((await list()).map(({ id }) => id)).toEqual(["pvf_dear0000", "pvf_middle00", "pvf_cheap000"]);
    expect((await list({ table: "AppRequests" })).map(({ ruleName }) => ruleName)).toEqual(["high-frequency-log"]);
    expect(await list({ state: "Clean" })).toEqual([]);
    expect(await list({ ruleId: "debug-in-prod", open: "true" })).toHaveLength(2);
    const first = await world.provider.call(world.responder, listPreventFindings, { query: { limit: 2 } });
    const rest = await list({ limit: 2, cursor: first.data.nextCursor });
    expect(rest.map(({ id }) => id)).toEqual(["pvf_cheap000"]);
  });

  test("a report is recorded with what it changes once, however often it comes", async () => {
    const { provider, agent } = world;
    const body = await preventReport(provider, agent, [aPreventFinding()]);
    await provider.call(agent, sendReport, { body });
    const before = (await get()).data;
    expect((await provider.call(agent, sendReport, { body })).data.status).toBe("already-recorded");
    expect((await get()).data).toEqual(before);
    expect(before).toMatchObject({
      state: "Violated",
      trend: [{ runId: body.runId, bytes: 6_000_000, violates: true }],
    });
  });

  test("more findings than one transaction holds are all there, in one card", async () => {
    await report(...many(150));
    expect(await list({ limit: 200 })).toHaveLength(150);
    const states = new Set((await list({ limit: 200 })).map(({ state }) => state));
    expect([...states]).toEqual(["Alerted"]);
    const { items } = (await world.provider.call(world.responder, listAlerts)).data;
    expect(new Set(items.map(({ cardId }) => cardId)).size).toBe(1);
    expect(items.map(({ outcome }) => outcome).toSorted()).toEqual(["joined", "joined", "sent"]);
    expect(items.flatMap(({ findingIds }) => findingIds)).toHaveLength(150);
  });

  test("live as the plan draws it, every step with who and why", async () => {
    await report(aPreventFinding());
    expect((await get()).data.state).toBe("Alerted");
    await act({ action: "actionTaken", reason: "Level raised." });
    await report(aPreventFinding());
    expect((await get()).data.state).toBe("ActionTaken");
    await report();
    const { transitions, state, saving } = (await get()).data;
    expect(state).toBe("Clean");
    expect(transitions.map(({ to, actor }) => [to, actor.kind])).toEqual([
      ["Monitored", "provider"],
      ["Violated", "agent"],
      ["Alerted", "provider"],
      ["ActionTaken", "person"],
      ["Monitored", "agent"],
      ["Clean", "agent"],
    ]);
    expect(saving).toMatchObject({ before: { bytesPerHour: 1e6, hours: 12 }, after: { bytesPerHour: 0, hours: 6 } });
    await expect(act({ action: "acknowledge" })).rejects.toMatchObject({ problem: { code: "finding-state" } });
  });

  test("of two people who answer at once one is told to look again", async () => {
    await report(aPreventFinding());
    const { etag = "" } = await get();
    const both = await Promise.allSettled([act({ action: "acknowledge" }, etag), act({ action: "actionTaken" }, etag)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const lost = both.find(({ status }) => status === "rejected");
    expect(lost).toMatchObject({ reason: { problem: { code: "precondition-failed" } } });
  });

  test("ignoring needs a reason", async () => {
    await report(aPreventFinding());
    await expect(act({ action: "ignore" })).rejects.toMatchObject({ problem: { code: "invalid-request" } });
    expect((await act({ action: "ignore", reason: "A load test." })).data).toMatchObject({
      state: "Ignored",
      ignored: { reason: "A load test.", severity: "MEDIUM" },
    });
  });

  test("what was held back is found with its reason, by finding and in all", async () => {
    const { provider, responder } = world;
    await report(aPreventFinding());
    await report(aPreventFinding());
    const { alerts } = (await get()).data;
    expect(alerts.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ["sent", undefined],
      ["held", "already-alerted"],
    ]);
    const query = { reason: "already-alerted", findingId: "pvf_testing00" } as const;
    const { items } = (await provider.call(responder, listAlerts, { query })).data;
    expect(items).toMatchObject([{ outcome: "held", violationCount: 1, tables: ["AppTraces"], teamId: "everyone" }]);
  });

  test("a night holds back what is new, and lets through what is HIGH and what becomes graver", async () => {
    const { provider } = world;
    provider.clock.set("2026-11-10T12:00:00Z");
    const [high, medium] = ["pvf_high0000", "pvf_medium00"];
    await report(aPreventFinding({ id: high, severity: "HIGH" }), aPreventFinding({ id: medium }));
    expect((await list()).map(({ id, state, held }) => [id, state, held?.reason])).toEqual([
      [medium, "Violated", "quiet-hours"],
      [high, "Alerted", undefined],
    ]);
    // The day after is a holiday, so that the night ends a day later, at eight in Seoul.
    provider.clock.set("2026-11-10T23:00:00Z");
    await decide(provider);
    expect((await get(medium)).data.held).toMatchObject({ until: "2026-11-11T23:00:00.000Z" });
    provider.clock.set("2026-11-11T23:00:00Z");
    await decide(provider);
    expect((await get(medium)).data.state).toBe("Alerted");
  });

  test("three alerts without an answer are escalated once", async () => {
    const { provider, responder } = world;
    provider.clock.set("2026-11-16T00:00:00Z");
    for (let run = 0; run < 4 * 7; run++) await report(aPreventFinding());
    const { data } = await get();
    expect(data.state).toBe("Escalated");
    expect(data.transitions.filter(({ to }) => to === "Alerted")).toHaveLength(3);
    expect(data.transitions.filter(({ step }) => step === "escalate")).toHaveLength(1);
    const { items } = (await provider.call(responder, listAlerts, { query: { limit: 200 } })).data;
    expect(items.filter(({ kind }) => kind === "escalation")).toHaveLength(1);
  });

  test("two processes that decide at once send one card, and one that decides again sends none", async () => {
    const { provider, agent, responder } = world;
    const body = await preventReport(provider, agent, many(3));
    await provider.call(agent, sendReport, { body });
    await Promise.all([decide(provider), decide(provider)]);
    await decide(provider);
    const { items } = (await provider.call(responder, listAlerts)).data;
    expect(items.map(({ outcome, violationCount }) => [outcome, violationCount])).toEqual([["sent", 3]]);
  });

  test("a process that dies anywhere in between leaves no finding out and sends no second card", async () => {
    const { provider, agent, responder, store } = world;
    const body = await preventReport(provider, agent, many(130));
    await provider.call(agent, sendReport, { body });
    for (let alive = 1; alive < 8; alive++) {
      let commits = 0;
      const dying: typeof store = {
        ...store,
        commit: (...given) =>
          ++commits > alive % 3 ? Promise.reject(new Error("The process died.")) : store.commit(...given),
      };
      await decide({ deps: { ...provider.deps, documents: dying } }).catch(() => 0);
    }
    await decide(provider);
    expect(new Set((await list({ limit: 200 })).map(({ state }) => state))).toEqual(new Set(["Alerted"]));
    const { items } = (await provider.call(responder, listAlerts)).data;
    expect(items.filter(({ outcome }) => outcome === "sent")).toHaveLength(1);
    expect(items.flatMap(({ findingIds }) => findingIds).toSorted()).toEqual(many(130).map(({ id }) => id));
  });

  test("another tenant sees none of it", async () => {
    await report(aPreventFinding());
    const stranger = await world.provider.admin("2b6f0a34-1d0e-4f7b-8f3c-5a7d9c1e2f40");
    expect((await world.provider.call(stranger, listPreventFindings)).data.items).toEqual([]);
    expect((await world.provider.call(stranger, listAlerts)).data.items).toEqual([]);
  });

  test("a run that failed or left findings out proves nothing clean", async () => {
    await report(aPreventFinding());
    await reportPrevention(world.provider, world.agent, [], { omitted: 3 });
    expect((await get()).data.state).toBe("Alerted");
    await reportPrevention(world.provider, world.agent, []);
    expect((await get()).data).toMatchObject({ state: "Clean", trend: [{}, { violates: false }, { count: 0 }] });
  });
});
