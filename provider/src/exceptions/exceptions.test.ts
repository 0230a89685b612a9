import {
  actOnIncident,
  adjudicateIncident,
  type DetectionFinding,
  decideException,
  type ExceptionTest,
  getIncident,
  listExceptions,
  type ProposedException,
  proposeException,
} from "@logdoctor/shared-policies";
import { aFinding, testTenant } from "@logdoctor/shared-policies/testing";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { defaultLimits } from "../deps.ts";
import { readTenant } from "../tenants/tenant-store.ts";
import { reportFindings } from "../testing/a-detection.ts";
import { bothStores } from "../testing/both-stores.ts";
import { bundleOf } from "../testing/bundle-of.ts";
import { incidentsOf, onlyIncident, type World, worldOn } from "../testing/incident-world.ts";
import { testApp } from "../testing/index.ts";

describe.each(bothStores)("exceptions on %s", (_, open) => {
  let world: World;
  let admin: string;
  beforeEach(async () => {
    world = await worldOn(open);
    admin = await world.provider.admin();
  });
  afterEach(() => world.store.close());

  const source = (value: string): ExceptionTest[] => [{ field: "sourceIP", operator: "equals", value }];
  const path = (value: string): ExceptionTest[] => [{ field: "targetPath", operator: "startsWith", value }];

  async function propose(tests = source("203.0.113.7"), over = {}): Promise<ProposedException> {
    const body = { patternId: "sql-injection", tests, reason: "Our own scanner", ...over };
    return (await world.provider.call(world.responder, proposeException, { body })).data;
  }

  async function decide(
    { id, etag }: ProposedException,
    body: { decision: "accept" | "reject"; acknowledgeHiddenAttacks?: boolean },
  ) {
    return (await world.provider.call(admin, decideException, { params: { id }, body, ifMatch: etag })).data;
  }

  async function report(...findings: DetectionFinding[]): Promise<void> {
    await reportFindings(world.provider, world.agent, findings);
  }

  const versionNow = async () => (await readTenant(world.store, testTenant)).body.bundleVersion;
  const other = (over: Partial<DetectionFinding> = {}) =>
    aFinding({ id: "fnd_other0000", sourceIP: "203.0.113.8", ...over });

  test("a proposal tells what it would have hidden, and hides nothing", async () => {
    await report(aFinding(), other({ targetPath: "/admin" }));
    const before = await versionNow();
    const proposed = await propose(path("/shop"));
    expect(proposed).toMatchObject({
      status: "proposed",
      createdBy: { kind: "person" },
      replay: { days: 30, findings: 1, incidents: 1, unopened: 1, confirmedAttacks: 0 },
    });
    expect(proposed.replay.examples).toMatchObject([{ sourceIP: "203.0.113.7", status: "Open" }]);
    expect(await versionNow()).toBe(before);
    expect((await bundleOf(world.provider, world.agent)).policies.detect).toBeUndefined();
  });

  test("an accepted one goes to agents in a higher bundle version, and ends the incident that it came from", async () => {
    await report(aFinding());
    const { id, etag } = await onlyIncident(world);
    const verdict = { verdict: "falsePositive" as const, reason: "our scanner" };
    await world.provider.call(world.responder, adjudicateIncident, { params: { id }, body: verdict, ifMatch: etag });
    const proposed = await propose(undefined, { incidentId: id });
    const before = await versionNow();
    const accepted = await decide(proposed, { decision: "accept" });
    expect(accepted).toMatchObject({ status: "accepted", decidedBy: { kind: "person" } });
    expect(await versionNow()).toBe(before + 1);
    const { patternId, tests, reason, expiresAt } = accepted;
    expect((await bundleOf(world.provider, world.agent)).policies.detect).toEqual({
      patterns: [],
      exceptions: [{ id: accepted.id, patternId, tests, reason, expiresAt }],
    });
    const { data } = await world.provider.call(world.responder, getIncident, { params: { id } });
    expect(data.transitions.at(-1)).toMatchObject({ action: "patternUpdated", to: "PatternUpdated" });
  });

  test("an incident that is found harmless proposes its exception by itself, once; one found an attack does not", async () => {
    await report(aFinding());
    const proposals = async () => (await world.provider.call(admin, listExceptions)).data.items;
    const dismiss = async () => {
      const { id, etag } = await onlyIncident(world);
      const input = {
        params: { id },
        ifMatch: etag,
        body: { action: "falsePositive" as const, reason: "our scanner" },
      };
      return (await world.provider.call(world.responder, actOnIncident, input)).data;
    };
    const { id, etag } = await dismiss();
    const [proposed] = await proposals();
    expect(proposed).toMatchObject({
      status: "proposed",
      incidentId: id,
      reason: "our scanner",
      replay: { incidents: 1 },
    });
    const input = { params: { id }, ifMatch: etag, body: { action: "reopen" as const } };
    await world.provider.call(world.responder, actOnIncident, input);
    await dismiss();
    await report(other());
    const [second] = await incidentsOf(world);
    const attack = { params: { id: second?.id ?? "" }, ifMatch: second?.etag ?? "" };
    const body = { verdict: "missedAttack" as const, reason: "the firewall let it pass" };
    await world.provider.call(world.responder, adjudicateIncident, { ...attack, body });
    expect((await proposals()).map((one) => one.id)).toEqual([proposed?.id]);
  });

  test("one that would have hidden a confirmed attack is accepted only by who says to know it", async () => {
    await report(aFinding(), other());
    const proposed = await propose(path("/shop"));
    const [attack] = await incidentsOf(world);
    const confirm = {
      params: { id: attack?.id ?? "" },
      ifMatch: attack?.etag ?? "",
      body: { action: "block" as const },
    };
    await world.provider.call(world.responder, actOnIncident, confirm);
    await expect(decide(proposed, { decision: "accept" })).rejects.toMatchObject({
      problem: { code: "exception-hides-attacks" },
    });
    const accepted = await decide(proposed, { decision: "accept", acknowledgeHiddenAttacks: true });
    expect(accepted.replay).toMatchObject({ incidents: 2, confirmedAttacks: 1 });
    expect(accepted.replay.examples[0]).toMatchObject({ id: attack?.id, verdict: "realAttack" });
  });

  test("a rejected one never reaches an agent, and what was decided is not decided again", async () => {
    const rejected = await decide(await propose(), { decision: "reject" });
    expect(rejected.status).toBe("rejected");
    await expect(decide(rejected, { decision: "accept" })).rejects.toMatchObject({ problem: { code: "conflict" } });
    expect((await bundleOf(world.provider, world.agent)).policies.detect).toBeUndefined();
  });

  test("of two decisions at once one is made", async () => {
    const proposed = await propose();
    const both = [decide(proposed, { decision: "accept" }), decide(proposed, { decision: "reject" })];
    const settled = await Promise.allSettled(both);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("an accepted one that ended goes with the next change of the bundle, a rejected one with any change, a month later", async () => {
    const accepted = await decide(await propose(undefined, { days: 1 }), { decision: "accept" });
    const idsListed = async () => {
      const { data } = await world.provider.call(await world.provider.admin(), listExceptions);
      return data.items.map(({ id }) => id);
    };
    world.provider.clock.advance(40 * 86_400_000);
    expect(await idsListed()).toEqual([accepted.id]);
    admin = await world.provider.admin();
    const body = { patternId: "sql-injection", tests: source("203.0.113.9"), reason: "Another" };
    const early = (await world.provider.call(admin, proposeException, { body })).data;
    expect(await idsListed()).toEqual([early.id, accepted.id]);
    await decide(early, { decision: "reject" });
    world.provider.clock.advance(31 * 86_400_000);
    admin = await world.provider.admin();
    const next = (await world.provider.call(admin, proposeException, { body })).data;
    expect(await idsListed()).toEqual([next.id, accepted.id]);
    await decide(next, { decision: "accept" });
    expect(await idsListed()).toEqual([next.id]);
  });

  test("a responder proposes and an admin decides; patterns and incidents must exist; the number is bounded", async () => {
    const proposed = await propose();
    const input = { params: { id: proposed.id }, ifMatch: proposed.etag, body: { decision: "accept" as const } };
    await expect(world.provider.call(world.responder, decideException, input)).rejects.toMatchObject({
      problem: { code: "forbidden" },
    });
    const missing = { problem: { code: "not-found" } };
    await expect(propose(undefined, { patternId: "no-such-pattern" })).rejects.toMatchObject(missing);
    await expect(propose(undefined, { incidentId: "inc_unknown000" })).rejects.toMatchObject(missing);
    const provider = await testApp({ limits: { ...defaultLimits, exceptionsPerTenant: 1 } });
    const body = { patternId: "sql-injection", tests: source("203.0.113.7"), reason: "Our own" };
    const token = await provider.admin();
    const settled = await Promise.allSettled([1, 2, 3].map(() => provider.call(token, proposeException, { body })));
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});
