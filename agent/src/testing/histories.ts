import { Ceiling } from "@logdoctor/shared-policies";
import fc from "fast-check";
import { runOnce } from "../run-once.ts";
import {
  archivedIds,
  bootAgent,
  type FakeWorld,
  fakeWorld,
  ingest,
  mustBeArchived,
  nextVersion,
} from "./fake-world.ts";
import { type Fault, Killed } from "./faults.ts";

/** One thing that happens in a tenant. */
export type Action =
  | { do: "ingest"; table: string; ageHours: number; level: number; message: string; copies: number }
  | { do: "advance"; hours: number }
  | { do: "run"; faults: Fault[] }
  | { do: "hold"; on: boolean }
  | { do: "provider"; away: boolean }
  | { do: "skew"; minutes: number }
  | { do: "new-column" }
  | { do: "use-quota" };

export interface History {
  readonly ceiling: Partial<Ceiling>;
  readonly actions: readonly Action[];
}

const when = fc.constantFrom("before" as const, "after" as const);
const at = fc.integer({ min: 1, max: 60 });
const fault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ at, kind: fc.constant("kill" as const), when }) },
  { weight: 3, arbitrary: fc.record({ at, kind: fc.constant("fail" as const), when }) },
  { weight: 3, arbitrary: fc.record({ at, kind: fc.constant("corrupt" as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      at,
      kind: fc.constant("meanwhile" as const),
      what: fc.constantFrom("late-row" as const, "other-instance" as const, "hold" as const),
    }),
  },
);

const ingestion: fc.Arbitrary<Action> = fc.record({
  do: fc.constant("ingest" as const),
  table: fc.constantFrom("SecurityEvent", "AppTraces"),
  ageHours: fc.oneof(fc.integer({ min: 0, max: 1500 }), fc.integer({ min: 330, max: 350 })),
  level: fc.integer({ min: 0, max: 5 }),
  message: fc.constantFrom("", "same", "🧨", "a\u0000b"),
  copies: fc.integer({ min: 1, max: 9 }),
});

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 4, arbitrary: ingestion },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("run" as const), faults: fc.array(fault, { maxLength: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("advance" as const), hours: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("hold" as const), on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("provider" as const), away: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("skew" as const),
      minutes: fc.oneof(fc.integer({ min: -10, max: 4 }), fc.integer({ min: -1500, max: 1500 })),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: "new-column" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "use-quota" as const }) },
);

const ceiling: fc.Arbitrary<Partial<Ceiling>> = fc.oneof(
  { weight: 5, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Partial<Ceiling>>(
      { dryRunOnly: true },
      { protectedTables: ["AppTraces"] },
      { maxRowsDeletedPerRun: 8 },
    ),
  },
);

/** Random histories of one tenant; the first action always brings rows. */
export const histories: fc.Arbitrary<History> = fc
  .tuple(ceiling, ingestion, fc.array(action, { minLength: 1, maxLength: 9 }))
  .map(([limits, first, rest]) => ({ ceiling: limits, actions: [first, ...rest] }));

/**
 * Plays a history, then lets the tenant come to rest without faults, and returns the promises that were broken.
 * Promises: nothing that must be archived goes before it is; nothing is archived twice or lost; holds, ceiling and the
 * provider's silence stop every removal; a run without faults reaches its end.
 */
export async function playHistory(history: History): Promise<string[]> {
  const world = fakeWorld();
  // The other jobs are off: their reports and runs are not what is counted here, nor a rest that the tenant has come to.
  world.ceiling = Ceiling.parse({ jobsOff: ["detect", "prevent", "filter"], ...history.ceiling });
  for (const [index, one] of history.actions.entries()) await play(world, one, index);
  await comeToRest(world);
  return [...world.broken, ...archiveFaults(world)];
}

async function play(world: FakeWorld, one: Action, index: number): Promise<void> {
  switch (one.do) {
    case "ingest":
      for (let copy = 0; copy < one.copies; copy++) ingest(world, one.table, one);
      return;
    case "advance":
      return world.clock.advance(one.hours * 3_600_000);
    case "run":
      return run(world, `instance-${index}`, one.faults);
    case "hold":
      return setHold(world, one.on);
    case "provider":
      world.provider.away = one.away;
      return;
    case "skew":
      world.skewMs = one.minutes * 60_000;
      return;
    case "new-column":
      return addColumn(world);
    case "use-quota":
      for (let call = 0; call < 10; call++) world.azure.deleteCalls.push(world.clock.now().getTime());
  }
}

async function run(world: FakeWorld, instance: string, faults: readonly Fault[]): Promise<void> {
  try {
    await runOnce(bootAgent(world, instance, faults));
  } catch (error) {
    // A failed or dead process ends here; whatever it left behind, the next one must cope with.
    if (faults.length === 0 && !(error instanceof Killed))
      world.broken.push(`a run without faults threw ${String(error)}`);
  }
}

function setHold(world: FakeWorld, on: boolean): void {
  world.provider.bundle = nextVersion(world);
  const releasedAt = world.clock.now().toISOString();
  world.provider.holds = world.provider.holds.map((hold) => ({ ...hold, releasedAt }));
  if (!on) return;
  const hold = {
    id: `hold-${world.provider.holds.length}`,
    tenantId: world.provider.bundle.tenantId,
    reason: "Case 4711",
    tables: "all" as const,
    createdBy: "admin",
    createdAt: releasedAt,
  };
  world.provider.holds.push(hold);
}

function addColumn(world: FakeWorld): void {
  for (const table of world.azure.tables.values()) {
    if (table.facts.columns.some((column) => column.name === "Zone")) continue;
    table.facts = { ...table.facts, columns: [...table.facts.columns, { name: "Zone", type: "string" }] };
  }
}

const restTicks = 40;

async function comeToRest(world: FakeWorld): Promise<void> {
  setHold(world, false);
  world.provider.away = false;
  world.skewMs = 0;
  // A period later, so that a whole run without faults comes last, whatever state the history left.
  world.clock.advance(26 * 3_600_000);
  const before = world.provider.runs;
  for (let tick = 0; tick < restTicks; tick++) {
    await run(world, `rest-${tick}`, []);
    const last = [...world.provider.reports.values()].at(-1);
    if (world.provider.runs > before && last?.status === "succeeded" && world.provider.lease?.phase === "done") return;
    world.clock.advance(tick % 3 === 2 ? 25 * 3_600_000 : 65 * 60_000);
  }
  const last = [...world.provider.reports.values()].at(-1);
  world.broken.push(
    `never came to rest: ${last?.status} ${last?.errorMessage ?? JSON.stringify(last?.retain?.tables.map((table) => [table.table, table.heldBack, table.errorMessage]))}`,
  );
}

function archiveFaults(world: FakeWorld): string[] {
  const found: string[] = [];
  const archived = archivedIds(world);
  for (const [id, times] of archived) if (times > 1) found.push(`${id} archived ${times} times`);
  const edge = BigInt(world.clock.now().getTime() - 16 * 86_400_000) * 10_000n + 621_355_968_000_000_000n;
  for (const [id, { table, row }] of world.ingested) {
    const wanted = mustBeArchived(table, row);
    if (wanted && row.ticks < edge && !archived.has(id)) found.push(`${id} of ${table} expired and is not archived`);
    if (!wanted && archived.has(id)) found.push(`${id} is archived though its class is not`);
  }
  return found;
}
