import { ProblemError, renewLease, sendReport } from "@logdoctor/shared-policies";
import { aRunReport, testTenant } from "@logdoctor/shared-policies/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { poll } from "../testing/a-lease.ts";
import { type TestApp, testAgentObject, testApp } from "../testing/index.ts";

type Lease = NonNullable<Awaited<ReturnType<typeof poll>>["lease"]>;

type Step =
  | { readonly do: "poll" | "crash" | "renew"; readonly instance: number }
  | { readonly do: "report"; readonly instance: number; readonly status: "succeeded" | "partial" | "failed" }
  | { readonly do: "pass"; readonly minutes: number }
  | { readonly do: "race" };

const instance = fc.nat(2);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom("poll", "poll", "poll", "crash", "renew"), instance }),
  fc.record({
    do: fc.constant("report"),
    instance,
    status: fc.constantFrom("succeeded", "succeeded", "partial", "failed"),
  }),
  fc.record({ do: fc.constant("pass"), minutes: fc.integer({ min: 1, max: 3000 }) }),
  fc.record({ do: fc.constant("race") }),
);

/** What was granted and completed, as the agents saw it. */
interface History {
  readonly held: Map<number, Lease>;
  readonly completed: Lease["period"][];
  readonly lastFence: Map<string, number>;
}

function granted({ provider, history }: World, by: number, lease: Lease): void {
  const { held, lastFence } = history;
  if (JSON.stringify(held.get(by)) === JSON.stringify(lease)) return;
  const now = provider.clock.now().getTime();
  const others = [...held].filter(([holder, other]) => holder !== by && Date.parse(other.expiresAt) > now);
  expect(others, "two live holders of one job").toEqual([]);
  expect(lease.fence).toBeGreaterThan(lastFence.get(lease.runId) ?? 0);
  lastFence.set(lease.runId, lease.fence);
  held.set(by, lease);
}

function done({ completed }: History, period: Lease["period"]): void {
  const last = completed.at(-1);
  if (last !== undefined) expect(period.from, "a gap or an overlap between periods").toBe(last.to);
  completed.push(period);
}

test("whatever instances do: one live holder, rising fences, each period once, no gap", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const provider = await testApp();
      await provider.enrolled();
      const exp = Date.parse("2100-01-01T00:00:00Z") / 1000;
      const agent = await provider.mint.agent({ tenantId: testTenant, objectId: testAgentObject, claims: { exp } });
      const history: History = { held: new Map(), completed: [], lastFence: new Map() };
      for (const next of steps) await take(next, { provider, agent, history });
      await provider.deps.documents.close();
    }),
    { numRuns: 60 },
  );
});

interface World {
  readonly provider: TestApp;
  readonly agent: string;
  readonly history: History;
}

async function take(step: Step, world: World): Promise<void> {
  if (step.do === "pass") return world.provider.clock.advance(step.minutes * 60_000);
  if (step.do === "race") {
    await Promise.all([0, 1, 2].map((by) => ask(by, world)));
    return;
  }
  const lease = world.history.held.get(step.instance);
  if (step.do === "poll") return ask(step.instance, world);
  if (lease === undefined) return;
  // The process is gone but its lease runs on, and a report may still be on its way: the history keeps it.
  if (step.do === "crash") return;
  await ("status" in step ? report(step, lease, world) : renew(step.instance, lease, world));
}

async function ask(by: number, world: World): Promise<void> {
  const { lease } = await poll(world.provider, world.agent, { instanceId: `instance-${by}` });
  if (lease !== undefined) granted(world, by, lease);
}

async function renew(by: number, lease: Lease, { provider, agent, history }: World): Promise<void> {
  const { job, runId, fence } = lease;
  const answer = await refusedAs(provider.call(agent, renewLease, { body: { job, runId, fence } }));
  if (answer === "lease-superseded") history.held.delete(by);
  else history.held.set(by, { ...lease, expiresAt: answer.data.expiresAt });
}

async function report(
  step: Extract<Step, { status: string }>,
  lease: Lease,
  { provider, agent, history }: World,
): Promise<void> {
  const body = aRunReport({ runId: lease.runId, fence: lease.fence, status: step.status });
  const answer = await refusedAs(provider.call(agent, sendReport, { body }));
  history.held.delete(step.instance);
  if (answer === "lease-superseded" || answer.data.status === "already-recorded") return;
  if (step.status === "succeeded") done(history, lease.period);
}

async function refusedAs<T>(work: Promise<T>): Promise<T | "lease-superseded"> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === "lease-superseded") return "lease-superseded";
    throw error;
  }
}
