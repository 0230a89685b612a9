import { Ceiling } from "@logdoctor/shared-policies";
import fc from "fast-check";
import { expect, test } from "vitest";
import { runOnce } from "../../run-once.ts";
import { bootAgent, type FakeWorld, fakeWorld } from "../../testing/fake-world.ts";
import type { Fault } from "../../testing/faults.ts";
import { detectLimits } from "./limits.ts";

const minute = 60_000;
const periods = 16;

const row = fc.record({
  source: fc.integer({ min: 1, max: 3 }),
  at: fc.integer({ min: 0, max: periods * 30 - 60 }),
  /** Minutes from the request until its row is ingested, and from then until queries see it. */
  late: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 200 })),
  hidden: fc.integer({ min: 0, max: 9 }),
});

const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({
    at: fc.integer({ min: 1, max: 16 }),
    kind: fc.constantFrom("kill" as const, "fail" as const),
    when: fc.constantFrom("before" as const, "after" as const),
  }),
);

/** What is wrong during one period. */
const trouble = fc.oneof(
  { weight: 4, arbitrary: fc.constant("nothing" as const) },
  fc.constantFrom("agent-down", "provider-away", "throttled", "too-large", "denied"),
  fault,
);

async function tick(world: FakeWorld, number: number, faults: readonly Fault[]): Promise<void> {
  try {
    await runOnce(bootAgent(world, `instance-${number}`, faults));
  } catch (error) {
    // The Functions host would log it and call again at the next tick.
    expect(error).toBeInstanceOf(Error);
  }
}

async function play(world: FakeWorld, number: number, what: string | Fault): Promise<void> {
  if (what === "agent-down") return;
  world.provider.away = what === "provider-away";
  const failure = (["throttled", "too-large", "denied"] as const).find((kind) => kind === what);
  world.detection.failures = failure === undefined ? [] : [undefined, failure];
  const before = world.detection.queries;
  await tick(world, number, typeof what === "object" ? [what] : []);
  expect(world.detection.queries - before).toBeLessThanOrEqual(detectLimits.queries);
  world.detection.failures = [];
  world.provider.away = false;
}

/** What the provider counts, as it takes the highest count of each finding: by pattern, source and hour. */
function counted(world: FakeWorld): Map<string, number> {
  const byId = new Map<string, { key: string; rows: number }>();
  for (const report of world.provider.reports.values()) {
    for (const finding of report.detect?.findings ?? []) {
      const key = `${finding.patternId} ${finding.sourceIP} ${finding.firstSeen.slice(0, 13)}`;
      const rows = Math.max(finding.matchCount, byId.get(finding.id)?.rows ?? 0);
      byId.set(finding.id, { key, rows });
    }
  }
  expect(new Set([...byId.values()].map(({ key }) => key)).size).toBe(byId.size);
  return new Map([...byId.values()].map(({ key, rows }) => [key, rows]));
}

test("every row is counted once, in whatever order it arrives and whatever goes wrong meanwhile", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 40 }),
      fc.array(trouble, { minLength: periods, maxLength: periods }),
      async (rows, troubles) => {
        const world = fakeWorld();
        world.ceiling = Ceiling.parse({ jobsOff: ["retain", "prevent"] });
        const start = world.clock.now().getTime();
        const expected = new Map<string, number>();
        for (const [i, { source, at, late, hidden }] of rows.entries()) {
          const request = { id: `row-${i}`, source: `203.0.113.${source}`, path: "/attack", at: start + at * minute };
          const ingestedAt = request.at + late * minute;
          world.requests.push({ ...request, ingestedAt, visibleAt: ingestedAt + hidden * minute });
          for (const pattern of ["sql-injection", "suspicious-ua"]) {
            const key = `${pattern} ${request.source} ${new Date(request.at).toISOString().slice(0, 13)}`;
            expected.set(key, (expected.get(key) ?? 0) + 1);
          }
        }
        await tick(world, 0, []);
        for (const [i, what] of troubles.entries()) {
          world.clock.advance(30 * minute);
          await play(world, i + 1, what);
        }
        for (let i = 0; i < 12; i++) {
          world.clock.advance(31 * minute);
          await tick(world, 100 + i, []);
        }
        expect(Object.fromEntries(counted(world))).toEqual(Object.fromEntries(expected));
      },
    ),
    { numRuns: 80 },
  );
});
