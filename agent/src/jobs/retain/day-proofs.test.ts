import { differences, type HourCount, ticksOf } from "@logdoctor/shared-policies";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bootAgent, type FakeWorld, fakeWorld, ingest } from "../../testing/fake-world.ts";
import type { RetainContext } from "./context.ts";
import { dayProofs, piecesOf } from "./day-proofs.ts";
import type { RetainWorkspace } from "./ports.ts";
import { NotProven } from "./window-target.ts";

const range = { from: "2026-09-01T00:00:00.0000000Z", to: "2026-10-20T05:00:00.0000000Z" };
const caps = { maxRows: 5, maxBytes: 1_000_000 };

/** The parts of a run that a proof uses, and the ranges that the workspace was asked to hash. */
function setUp(world: FakeWorld, change: (workspace: RetainWorkspace) => Partial<RetainWorkspace> = () => ({})) {
  const real = bootAgent(world, "one", []).workspace;
  const workspace = { ...real, ...change(real) };
  const asked: { from: string; to: string }[] = [];
  const watched: RetainWorkspace = {
    ...workspace,
    dayProofs: (selection, piece) => {
      asked.push(piece);
      return workspace.dayProofs(selection, piece);
    },
  };
  const facts = world.azure.tables.get("SecurityEvent")?.facts;
  const selection = { table: "SecurityEvent", columns: facts?.columns ?? [], filters: [] };
  const deadline = world.clock.now().getTime() + 60_000;
  const context = { workspace: watched, clock: world.clock, proofCaps: caps, deadline } as Partial<RetainContext>;
  return { context: context as RetainContext, selection, asked, real };
}

function worldWith(ages: readonly number[]): FakeWorld {
  const world = fakeWorld();
  for (const ageHours of ages) ingest(world, "SecurityEvent", { ageHours, level: 4, message: "m" });
  return world;
}

describe("the proof of each day", () => {
  test("is that of one query over the whole range, however many pieces it takes", async () => {
    const ages = fc.array(fc.integer({ min: 300, max: 1400 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(ages, async (hours) => {
        const { context, selection, real } = setUp(worldWith(hours));

        const whole = await real.dayProofs(selection, range);
        const proofs = await dayProofs(context, selection, range);
        expect([...proofs.keys()].toSorted()).toEqual([...whole.keys()].toSorted());
        for (const [day, proof] of proofs) expect(differences(proof, whole.get(day) ?? proof)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  test("asks for no more rows at once than the caps allow, and for one piece where that is enough", async () => {
    const many = setUp(worldWith(Array.from({ length: 18 }, (_, day) => 300 + day * 24)));
    await dayProofs(many.context, many.selection, range);
    const few = setUp(worldWith([400, 500, 600]));
    await dayProofs(few.context, few.selection, range);

    for (const piece of many.asked) expect(await many.real.count(many.selection, piece)).toBeLessThanOrEqual(5);
    expect(few.asked).toEqual([range]);
  });

  test("halves a piece that the workspace cannot hash in time", async () => {
    const world = worldWith(Array.from({ length: 60 }, () => 500));
    const { context, selection, asked } = setUp(world);

    const proofs = await dayProofs(context, selection, range);

    expect([...proofs.values()].reduce((sum, proof) => sum + proof.rows, 0)).toBe(60);
    expect(asked.length).toBeGreaterThan(3);
  });

  test("begins anew when a row comes between two pieces, and includes it", async () => {
    const world = worldWith([400, 401, 402, 500, 501, 502]);
    let late = 1;
    const { context, selection } = setUp(world, (real) => ({
      dayProofs: async (of, piece) => {
        const proofs = await real.dayProofs(of, piece);
        if (late-- > 0) ingest(world, "SecurityEvent", { ageHours: 503, level: 4, message: "late" });
        return proofs;
      },
    }));

    const proofs = await dayProofs(context, selection, range);

    expect([...proofs.values()].reduce((sum, proof) => sum + proof.rows, 0)).toBe(7);
  });

  test("is refused when rows never stop coming, and when the run's time is over", async () => {
    const world = worldWith([400, 401, 402, 500, 501, 502]);
    const endless = setUp(world, (real) => ({
      count: async (of, piece) => (await real.count(of, piece)) + 1,
    }));
    await expect(dayProofs(endless.context, endless.selection, range)).rejects.toThrow(NotProven);

    const { context, selection, asked } = setUp(world);
    world.clock.advance(60_000);
    await expect(dayProofs(context, selection, range)).rejects.toThrow(NotProven);
    expect(asked).toEqual([]);
  });
});

test("pieces follow one another without a gap and cover hours that were counted empty", () => {
  const hour = fc.record({
    hour: fc
      .integer({ min: 0, max: 1200 })
      .map((at) => new Date(Date.parse(range.from) + at * 3_600_000).toISOString()),
    rows: fc.integer({ min: 1, max: 9 }),
    bytes: fc.integer({ min: 0, max: 2_000_000 }),
  });
  fc.assert(
    fc.property(fc.uniqueArray(hour, { selector: (one: HourCount) => one.hour }), (hours) => {
      const inside = hours.filter((one) => ticksOf(one.hour) < ticksOf(range.to));
      const pieces = piecesOf(range, inside, caps);
      expect([pieces[0]?.from, pieces.at(-1)?.to]).toEqual([range.from, range.to]);
      for (const [index, piece] of pieces.entries()) {
        expect(ticksOf(piece.from) < ticksOf(piece.to)).toBe(true);
        if (index > 0) expect(piece.from).toBe(pieces[index - 1]?.to);
        const own = inside.filter(
          (one) => ticksOf(one.hour) >= ticksOf(piece.from) && ticksOf(one.hour) < ticksOf(piece.to),
        );
        const rows = own.reduce((sum, one) => sum + one.rows, 0);
        expect(rows <= caps.maxRows || own.length === 1).toBe(true);
      }
    }),
  );
});
