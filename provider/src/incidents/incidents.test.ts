import {
  actOnIncident,
  adjudicateIncident,
  getIncidentContext,
  getRun,
  listIncidents,
  sendReport,
} from "@logdoctor/shared-policies";
import { aFinding, testTenant } from "@logdoctor/shared-policies/testing";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { detectReport, reportFindings } from "../testing/a-detection.ts";
import { bothStores } from "../testing/both-stores.ts";
import { incidentsOf, laterFinding, onlyIncident, type World, worldOn } from "../testing/incident-world.ts";
import { testAgentObject, testPersonObject } from "../testing/index.ts";

const day = 24 * 3_600_000;

describe.each(bothStores)("incidents on %s", (_, open) => {
  let world: World;
  beforeEach(async () => {
    world = await worldOn(open);
  });
  afterEach(() => world.store.close());
  test("a critical finding opens an incident in the transaction of its run, with a notification owed", async () => {
    const { provider, agent, responder, store } = world;
    const body = await detectReport(provider, agent, [aFinding()]);
    await provider.call(agent, sendReport, { body });
    const incident = await onlyIncident(world);
    expect(incident).toMatchObject({ status: "Open", severity: "CRITICAL", matchCount: 1, findings: 1 });
    expect(incident.transitions).toMatchObject([{ from: "Detected", to: "Open", actor: { kind: "agent" } }]);
    const owed = await store.due("outbox", 10);
    expect(owed.map(({ body }) => [body.incidentId, body.kind])).toEqual([[incident.id, "opened"]]);
    const run = (await provider.call(responder, getRun, { params: { runId: body.runId } })).data;
    expect(run.detect?.findings).toMatchObject([{ id: "fnd_testing00", evidence: [] }]);
    expect((await provider.call(agent, sendReport, { body })).data.status).toBe("already-recorded");
    expect((await onlyIncident(world)).etag).toBe(incident.etag);
  });

  test("a finding that comes again counts once, and what its window gained since is added", async () => {
    const { provider, agent } = world;
    await reportFindings(provider, agent, [aFinding()]);
    const first = await onlyIncident(world);
    await reportFindings(provider, agent, [aFinding()]);
    expect((await onlyIncident(world)).etag).toBe(first.etag);
    await reportFindings(provider, agent, [aFinding({ matchCount: 4, succeeded: 1 }), laterFinding(1, 60_000)]);
    expect(await onlyIncident(world)).toMatchObject({ matchCount: 5, succeeded: 1, findings: 2 });
  });

  test("medium findings open nothing; other sources and patterns open incidents of their own", async () => {
    const { provider, agent } = world;
    await reportFindings(provider, agent, [
      aFinding({ id: "fnd_medium000", severity: "MEDIUM" }),
      aFinding(),
      aFinding({ id: "fnd_source000", sourceIP: "203.0.113.8" }),
      aFinding({ id: "fnd_pattern00", patternId: "brute-force", severity: "HIGH" }),
    ]);
    const found = await incidentsOf(world);
    expect(found.map(({ findings }) => findings)).toEqual([1, 1, 1]);
  });

  test("more incidents than a transaction holds are all opened, once", async () => {
    const { provider, agent, responder } = world;
    const many = Array.from({ length: 90 }, (_, i) => aFinding({ id: `fnd_source0${i}`, sourceIP: `203.0.113.${i}` }));
    await reportFindings(provider, agent, many);
    await reportFindings(provider, agent, many);
    const { items } = (await provider.call(responder, listIncidents, { query: { limit: 200 } })).data;
    expect(new Set(items.map(({ sourceIP }) => sourceIP)).size).toBe(90);
    expect(items.every(({ findings, matchCount }) => findings === 1 && matchCount === 1)).toBe(true);
    expect(items).toHaveLength(90);
  });

  const act = async (action: "investigate" | "block" | "resolve" | "falsePositive", reason = "seen") => {
    const { provider, responder } = world;
    const { id, etag } = await onlyIncident(world);
    return provider.call(responder, actOnIncident, { params: { id }, body: { action, reason }, ifMatch: etag });
  };

  test("people move it along; each step has who, when and why; what is no step is refused", async () => {
    const { provider, agent } = world;
    await reportFindings(provider, agent, [aFinding()]);
    await expect(act("resolve")).rejects.toMatchObject({ problem: { code: "incident-state" } });
    await act("investigate");
    expect((await act("block", "a real one")).data).toMatchObject({ verdict: { verdict: "realAttack" } });
    const { data, etag } = await act("resolve", "rule added");
    expect(data).toMatchObject({ status: "Resolved", resolution: "rule added" });
    expect(etag).toBe(`"${data.etag}"`);
    const person = { kind: "person", id: testPersonObject };
    expect(data.transitions.slice(1)).toMatchObject([
      { action: "investigate", actor: person, reason: "seen", at: provider.clock.now().toISOString() },
      { action: "block", from: "Investigating", to: "Blocking", reason: "a real one" },
      { action: "resolve", to: "Resolved" },
    ]);
  });

  test("of two people who act at once one is told that the incident changed", async () => {
    const { provider, agent, responder } = world;
    await reportFindings(provider, agent, [aFinding()]);
    const { id, etag } = await onlyIncident(world);
    const settled = await Promise.allSettled(
      (["block", "falsePositive"] as const).map((action) =>
        provider.call(responder, actOnIncident, { params: { id }, body: { action }, ifMatch: etag }),
      ),
    );
    expect(settled.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const refused = settled.find(({ status }) => status === "rejected");
    expect(refused).toMatchObject({ reason: { problem: { code: "precondition-failed" } } });
    expect((await onlyIncident(world)).transitions).toHaveLength(3);
  });

  test("new findings open a resolved incident again within a week; after that they are a new one", async () => {
    const { provider, agent } = world;
    await reportFindings(provider, agent, [aFinding()]);
    await act("block");
    await act("resolve");
    await reportFindings(provider, agent, [laterFinding(1, 60_000)]);
    expect(await onlyIncident(world)).toMatchObject({ status: "Resolved", findings: 2 });
    await reportFindings(provider, agent, [laterFinding(2, 2 * day)]);
    const reopened = await onlyIncident(world);
    expect(reopened).toMatchObject({ status: "Open", reopened: 1, findings: 3, verdict: { verdict: "realAttack" } });
    expect(reopened.transitions.at(-1)).toMatchObject({ action: "reopen", actor: { kind: "agent" } });
    await act("block");
    await act("resolve");
    provider.clock.advance(8 * day);
    const fresh = { claims: { exp: provider.clock.now().getTime() / 1000 + 86_400 } };
    const again = await provider.mint.agent({ tenantId: testTenant, objectId: testAgentObject, ...fresh });
    await reportFindings(provider, again, [laterFinding(3, 10 * day)]);
    expect((await incidentsOf(world)).map(({ status }) => status)).toEqual(["Open", "Resolved"]);
  });

  test("a verdict is kept for the cases that come after, with a score that tells of it", async () => {
    const { provider, agent, responder } = world;
    await reportFindings(provider, agent, [aFinding()]);
    const { id, etag, falsePositive } = await onlyIncident(world);
    const body = { verdict: "falsePositive" as const, reason: "our own scanner" };
    const settled = await provider.call(responder, adjudicateIncident, { params: { id }, body, ifMatch: etag });
    expect(settled.data).toMatchObject({ status: "FalsePositive", verdict: body });
    await reportFindings(provider, agent, [laterFinding(1, 40 * 60_000)]);
    expect(await onlyIncident(world)).toMatchObject({ status: "FalsePositive", findings: 2 });
    await reportFindings(provider, agent, [laterFinding(2, 60_000, { sourceIP: "203.0.113.9" })]);
    const [other] = await incidentsOf(world);
    expect(other?.falsePositive.score).toBeGreaterThan(falsePositive.score);
    expect(other?.falsePositive.reasons.map(({ code }) => code)).toContain("same-path-was-harmless");
    const context = await provider.call(responder, getIncidentContext, { params: { id: other?.id ?? "" } });
    expect(context.data.similar).toMatchObject([{ id, verdict: "falsePositive" }]);
    expect(context.data.waf.map(({ product }) => product)).toEqual(["ApplicationGateway", "FrontDoor"]);
    expect(context.data.suggestedException?.tests).toContainEqual({
      field: "sourceIP",
      operator: "equals",
      value: "203.0.113.9",
    });
  });
});
