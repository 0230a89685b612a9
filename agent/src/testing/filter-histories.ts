import type { Ceiling, FilteredTable, FilterRule, PolicyBundle } from "@logdoctor/shared-policies";
import fc from "fast-check";
import { filter, filterWithoutLease } from "../jobs/filter/filter.ts";
import type { RuleTraffic } from "../jobs/filter/ports.ts";
import { LeaseLost } from "../jobs/retain/ports.ts";
import { type Fault, Killed } from "./faults.ts";
import { filterProcess, watcherId } from "./filter-process.ts";
import { standingTexts, watchReport, watchStandingTexts, watchTheirs } from "./filter-promises.ts";
import {
  type Edit,
  edit,
  edits,
  type FilterTenant,
  filterTenant,
  firstRuleId,
  secondRuleId,
  textsIn,
  tokenRule,
} from "./filter-tenant.ts";

type FilterAction =
  | { do: "run"; faults: Fault[]; awayAtPermit: boolean }
  | { do: "rule"; slot: number; version: string; state: FilterRule["state"]; minutes: number | undefined }
  | { do: "no-rule"; slot: number }
  | { do: "approve"; on: boolean }
  | { do: "history"; dropShare: number; lost: number }
  | { do: "traffic"; traffic: RuleTraffic | undefined }
  | { do: "edit"; second: boolean; what: Edit }
  | { do: "advance"; minutes: number }
  | { do: "provider"; away: boolean }
  | { do: "ceiling"; limits: Partial<Ceiling> }
  | { do: "link"; on: boolean };

const when = fc.constantFrom("before" as const, "after" as const);
// Early calls are those of watching, late ones those of applying.
const at = fc.integer({ min: 1, max: 45 });
const fault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ at, kind: fc.constant("kill" as const), when }) },
  { weight: 3, arbitrary: fc.record({ at, kind: fc.constant("fail" as const), when }) },
  { weight: 2, arbitrary: fc.record({ at, kind: fc.constant("corrupt" as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      at,
      kind: fc.constant("meanwhile" as const),
      what: fc.constantFrom("edit" as const, "edit" as const, "other-instance" as const),
    }),
  },
);
const run: fc.Arbitrary<FilterAction> = fc.record({
  do: fc.constant("run" as const),
  faults: fc.oneof(fc.constant<Fault[]>([]), fc.array(fault, { minLength: 1, maxLength: 3 })),
  awayAtPermit: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
});
const rule: fc.Arbitrary<FilterAction> = fc.record({
  do: fc.constant("rule" as const),
  slot: fc.constantFrom(1, 2),
  version: fc.constantFrom("a", "b"),
  state: fc.constantFrom("Active" as const, "Active" as const, "Monitoring" as const, "Testing" as const),
  minutes: fc.constantFrom(undefined, undefined, 7, 60),
});
const traffics: (RuleTraffic | undefined)[] = [
  { received: 10_000, dropped: 3_000, errors: 0 },
  { received: 10_000, dropped: 3_000, errors: 0 },
  { received: 10_000, dropped: 3_000, errors: 3 },
  { received: 10_000, dropped: 10_000, errors: 0 },
  { received: 10_000, dropped: 0, errors: 0 },
  { received: 0, dropped: 0, errors: 0 },
  undefined,
];
const limits: Partial<Ceiling>[] = [{}, {}, { dryRunOnly: true }, { protectedTables: ["appservicehttplogs"] }];

const action: fc.Arbitrary<FilterAction> = fc.oneof(
  { weight: 9, arbitrary: run },
  { weight: 4, arbitrary: rule },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("no-rule" as const), slot: fc.constantFrom(1, 2) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("approve" as const), on: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("history" as const),
      dropShare: fc.constantFrom(0.3, 0.3, 0.7, 0.85),
      lost: fc.constantFrom(0, 0, 5),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("traffic" as const), traffic: fc.constantFrom(...traffics) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("edit" as const), second: fc.boolean(), what: fc.constantFrom(...edits) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("advance" as const), minutes: fc.constantFrom(5, 80, 1500) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("provider" as const), away: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("ceiling" as const), limits: fc.constantFrom(...limits) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("link" as const), on: fc.boolean() }) },
);

export interface FilterHistory {
  readonly actions: readonly FilterAction[];
}

/** Random histories of one tenant's filters; the first action always brings a rule. */
export const filterHistories: fc.Arbitrary<FilterHistory> = fc
  .tuple(rule, fc.array(action, { minLength: 2, maxLength: 10 }))
  .map(([first, rest]) => ({ actions: [first, ...rest] }));

/** Plays a history, lets it come to rest without any rule, and returns the promises that were broken. */
export async function playFilterHistory({ actions }: FilterHistory): Promise<string[]> {
  const tenant = filterTenant();
  for (const one of actions) {
    await play(tenant, one);
    watchTheirs(tenant);
  }
  await comeToRest(tenant);
  return tenant.broken;
}

async function play(tenant: FilterTenant, one: FilterAction): Promise<void> {
  const { policies } = tenant;
  if (one.do === "run") return runOnce(tenant, one.faults, one.awayAtPermit);
  if (one.do === "rule") return putRule(tenant, one);
  if (one.do === "no-rule") return void dropRule(tenant, one.slot);
  if (one.do === "history") return void Object.assign(tenant, { dropShare: one.dropShare, lost: one.lost });
  if (one.do === "traffic") tenant.traffic = one.traffic;
  if (one.do === "edit") edit(tenant, one.second ? secondRuleId : firstRuleId, one.what);
  if (one.do === "advance") tenant.world.clock.advance(one.minutes * minute);
  if (one.do === "provider") tenant.away = one.away;
  if (one.do === "ceiling") tenant.limits = one.limits;
  if (one.do === "link") tenant.linked = one.on;
  if (one.do !== "approve") return;
  policies.approvedLosses = one.on ? [1, 2].map((slot) => ({ ruleId: `rule-${slot}`, watcherId })) : [];
}

const minute = 60_000;

function putRule(tenant: FilterTenant, of: Extract<FilterAction, { do: "rule" }>): void {
  dropRule(tenant, of.slot);
  const expiresAt = new Date(tenant.world.clock.now().getTime() + (of.minutes ?? 0) * minute).toISOString();
  const over = of.minutes === undefined ? {} : { expiresAt };
  tenant.policies.rules.push(tokenRule(of.slot, of.version, { state: of.state, ...over }));
}

function dropRule({ policies }: FilterTenant, slot: number): void {
  policies.rules = policies.rules.filter(({ id }) => id !== `rule-${slot}`);
}

async function runOnce(tenant: FilterTenant, faults: readonly Fault[], awayAtPermit: boolean): Promise<void> {
  tenant.world.clock.advance(5 * minute);
  tenant.awayAtPermit = awayAtPermit;
  const before = standingTexts(tenant);
  const { edits: editsBefore } = tenant;
  // Another instance that takes over has no faults of its own, and ends before the first one wakes up.
  const one = filterProcess(tenant, faults, () => runOnce(tenant, [], false));
  try {
    const tables = await tick(tenant, one);
    const isUndisturbed = tenant.edits === editsBefore && faults.every(({ kind }) => kind === "fail");
    if (isUndisturbed && tables !== undefined) watchReport(tenant, tables, faults.length === 0);
    if (faults.length === 0) watchStandingTexts(tenant, one.evidence, before);
  } catch (error) {
    if (faults.length === 0 && !(error instanceof Killed))
      tenant.broken.push(`a run without faults threw ${String(error)}`);
    if (error instanceof LeaseLost || error instanceof Killed) return;
  } finally {
    tenant.awayAtPermit = false;
  }
}

async function tick(
  tenant: FilterTenant,
  { deps, lease, permit }: ReturnType<typeof filterProcess>,
): Promise<readonly FilteredTable[] | undefined> {
  if (tenant.away) {
    await filterWithoutLease(deps);
    return undefined;
  }
  const bundle = { ...tenant.world.provider.bundle, policies: { retain: [], filter: tenant.policies } } as PolicyBundle;
  const deadline = tenant.world.clock.now().getTime() + 10 * minute;
  return (await filter(deps, { lease, bundle, deadline, permit })).outcome.tables;
}

/** Whatever happened, without rules nothing of ours is left, but where somebody has edited it. */
async function comeToRest(tenant: FilterTenant): Promise<void> {
  Object.assign(tenant, { away: false, traffic: undefined });
  tenant.policies.rules = [];
  await runOnce(tenant, [], false);
  watchTheirs(tenant);
  for (const [id, document] of tenant.stored) {
    if (tenant.damaged.has(id)) continue;
    if (textsIn(document).length > 0) tenant.broken.push(`${id} has a filter though no rule is left`);
    if (JSON.stringify(document) !== JSON.stringify(tenant.theirs.get(id)))
      tenant.broken.push(`${id} is not what the customer last wrote`);
  }
}
