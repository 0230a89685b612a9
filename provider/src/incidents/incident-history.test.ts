import {
  actOnIncident,
  type DetectionFinding,
  IncidentAction,
  nextStatus,
  ProblemError,
  sendReport,
} from "@logdoctor/shared-policies";
import { aFinding, testTenant } from "@logdoctor/shared-policies/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openEmbeddedStore } from "../store/embedded/embedded-store.ts";
import { detectReport } from "../testing/a-detection.ts";
import { incidentsOf, type World, worldOn } from "../testing/incident-world.ts";

const hour = 3_600_000;
type Sent = Readonly<Record<"n" | "group" | "agoHours" | "matchCount", number>>;
type Act =
  | { readonly do: "report"; readonly findings: readonly Sent[]; readonly together: boolean }
  | { readonly do: "act"; readonly on: number; readonly actions: readonly Exclude<IncidentAction, "open">[] }
  | { readonly do: "pass"; readonly hours: number };

const sent: fc.Arbitrary<Sent> = fc.record({
  n: fc.nat(12),
  group: fc.nat(2),
  agoHours: fc.nat(60),
  matchCount: fc.integer({ min: 1, max: 9 }),
});
const action = fc.constantFrom(...IncidentAction.exclude(["open"]).options);
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ do: fc.constant("report"), findings: fc.array(sent, { maxLength: 6 }), together: fc.boolean() }),
  fc.record({ do: fc.constant("act"), on: fc.nat(5), actions: fc.array(action, { minLength: 1, maxLength: 3 }) }),
  fc.record({ do: fc.constant("pass"), hours: fc.integer({ min: 1, max: 200 }) }),
);

test("whatever is reported and done, each finding counts once, each step is one of the lifecycle, each change is owed", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 15 }), async (acts) => {
      const world = await worldOn(async ({ now }) => openEmbeddedStore({ file: ":memory:", now }));
      const reported = new Map<string, { readonly first: DetectionFinding; most: number }>();
      for (const next of acts) await take(next, await awake(world), reported);
      await check(await awake(world), reported);
      await world.store.close();
    }),
    { numRuns: 20 },
  );
});

// Tokens live for a day, histories for longer.
async function awake(world: World): Promise<World> {
  const exp = world.provider.clock.now().getTime() / 1000 + 86_400;
  const { mint } = world.provider;
  const agent = { tenantId: testTenant, objectId: "1b7f3a0e-2f0d-4c5a-8f64-0e6d5f3c2b1a", claims: { exp } };
  const person = { tenantId: testTenant, objectId: "9c2d4e6f-7a8b-4c3d-9e0f-1a2b3c4d5e6f", claims: { exp } };
  const responder = await mint.person({ ...person, roles: ["LogDoctor.Responder"] });
  return { ...world, agent: await mint.agent(agent), responder };
}

type Reported = Map<string, { readonly first: DetectionFinding; most: number }>;

async function take(next: Act, world: World, reported: Reported): Promise<void> {
  const { clock } = world.provider;
  if (next.do === "pass") return clock.advance(next.hours * hour);
  if (next.do === "act") return actAtOnce(next, world);
  const findings = next.findings.map((wish) => findingOf(wish, clock.now(), reported));
  const body = await detectReport(world.provider, world.agent, findings);
  const again = next.together ? [world.provider.call(world.agent, sendReport, { body })] : [];
  const [{ data }] = await Promise.all([world.provider.call(world.agent, sendReport, { body }), ...again]);
  clock.advance(Math.max(0, Date.parse(data.nextPollAt) - clock.now().getTime()));
}

/** A finding keeps its window; what it counted may grow or, in a reading that saw less, fall. */
function findingOf({ n, group, agoHours, matchCount }: Sent, now: Date, reported: Reported): DetectionFinding {
  const id = `fnd_testing${n}`;
  const at = new Date(now.getTime() - agoHours * hour).toISOString();
  const made = aFinding({ id, sourceIP: `203.0.113.${group}`, firstSeen: at, lastSeen: at });
  const known = reported.get(id) ?? { first: made, most: 0 };
  reported.set(id, { first: known.first, most: Math.max(known.most, matchCount) });
  return { ...known.first, matchCount };
}

async function actAtOnce({ on, actions }: Extract<Act, { do: "act" }>, world: World): Promise<void> {
  const incidents = await incidentsOf(world);
  const chosen = incidents[on % Math.max(1, incidents.length)];
  if (chosen === undefined) return;
  const input = { params: { id: chosen.id }, ifMatch: chosen.etag };
  const made = actions.map((one) =>
    world.provider.call(world.responder, actOnIncident, { ...input, body: { action: one } }),
  );
  const settled = await Promise.allSettled(made);
  expect(settled.filter(({ status }) => status === "fulfilled").length).toBeLessThanOrEqual(1);
  for (const one of settled) if (one.status === "rejected") expect(codeOf(one.reason)).toMatch(/state|precondition/);
}

function codeOf(error: unknown): string {
  return error instanceof ProblemError ? error.problem.code : String(error);
}

async function check(world: World, reported: Reported): Promise<void> {
  const incidents = await incidentsOf(world);
  const counted = incidents.flatMap(({ findingIds }) => findingIds);
  expect(counted.toSorted()).toEqual([...reported.keys()].toSorted());
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
  expect(sum(incidents.map(({ matchCount }) => matchCount))).toBe(sum([...reported.values()].map(({ most }) => most)));
  const owed = await world.store.due("outbox", 1000);
  for (const { id, status, transitions, updatedAt, sourceIP, findingIds } of incidents) {
    for (const { from, action: taken, to } of transitions) expect(nextStatus(from, taken)).toBe(to);
    expect(transitions.at(-1)?.to).toBe(status);
    expect(findingIds.every((one) => reported.get(one)?.first.sourceIP === sourceIP)).toBe(true);
    expect(owed.some(({ body }) => body.incidentId === id && body.createdAt === updatedAt)).toBe(true);
  }
}
