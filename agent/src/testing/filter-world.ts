import { tableColumns } from "@logdoctor/kql/tables";
import { createEngine, type Engine, ticksFromIso } from "@logdoctor/kql-engine";
import type { FilterOutcome, FilterPolicies, FilterRule, Lease, PolicyBundle, RunId } from "@logdoctor/shared-policies";
import { testTenant } from "@logdoctor/shared-policies/testing";
import type { Deps } from "../deps.ts";
import { shippedPatterns } from "../jobs/detect/shipped-patterns.ts";
import { filter } from "../jobs/filter/filter.ts";
import { patternWatchers } from "../jobs/filter/pattern-watchers.ts";
import type { FilterWorkspace } from "../jobs/filter/ports.ts";
import type { WatcherQuery } from "../jobs/filter/watchers.ts";
import { engineRows } from "./engine-rows.ts";
import { aWorkspaceRule, type FakeCollectionRules, fakeCollectionRules, fakeRuleId } from "./fake-collection-rules.ts";
import { bootAgent, type FakeWorld, fakeWorld } from "./fake-world.ts";

/** A workspace in the real KQL engine, data collection rules in memory, and a bundle to fill. */
export interface FilterWorld {
  readonly world: FakeWorld;
  readonly rules: FakeCollectionRules;
  readonly policies: FilterPolicies;
  readonly deps: Deps;
  /** Queries of the customer's own that read the table. */
  readonly watchers: WatcherQuery[];
  /** Rows that were ingested so many milliseconds ago; an hour if not said. */
  load(rows: readonly object[], agoMs?: number): Promise<void>;
  /** One leased run, later than the one before. */
  run(): Promise<FilterOutcome>;
  stored(): string;
  close(): Promise<void>;
}

export const filteredTable = "AppServiceHTTPLogs";
const minute = 60_000;

interface FilterWorldOptions {
  readonly transformKql?: string;
  /** Detection patterns that watch the table; compiling one takes a second. */
  readonly patterns?: readonly string[];
}

export async function filterWorld({ transformKql, patterns = [] }: FilterWorldOptions = {}): Promise<FilterWorld> {
  const world = fakeWorld();
  const engine = await createEngine();
  const columns = tableColumns(filteredTable) ?? {};
  await engine.createTable(
    filteredTable,
    Object.entries(columns).map(([name, type]) => ({ name, type })),
  );
  const rules = fakeCollectionRules({ [fakeRuleId]: aWorkspaceRule(filteredTable, transformKql) });
  const watchers: WatcherQuery[] = [];
  const now = () => ticksFromIso(world.clock.now().toISOString());
  const workspace = engineWorkspace(engine, columns, now);
  world.ceiling = { ...world.ceiling, maxDropRate: 0.9 };
  const base = bootAgent(world, "filter", []);
  const { ceiling } = base.settings;
  const watchersOf = async (table: string, bundle: PolicyBundle) => [
    ...patternWatchers(kit, { table, bundle, ceiling }),
    ...watchers,
  ];
  const deps = { ...base, filtering: { rules, workspace, watchersOf } };
  const shipped = shippedPatterns();
  const kit = { ...shipped, patterns: shipped.patterns.filter(({ id }) => patterns.includes(id)) };
  const policies = somePolicies();
  let runs = 0;
  return {
    ...{ world, rules, policies, deps, watchers },
    async load(rows, agoMs = 60 * minute) {
      const texts = rows.map((row) => JSON.stringify(row));
      await engine.insertJson(filteredTable, texts, now() - BigInt(agoMs) * 10_000n);
    },
    async run() {
      world.clock.advance(5 * minute);
      runs += 1;
      const at = world.clock.now();
      const lease = aLease(runs, at);
      const bundle = { ...world.provider.bundle, policies: { retain: [], filter: policies } } as PolicyBundle;
      return (
        await filter(deps, { lease, bundle, deadline: at.getTime() + 10 * minute, permit: async () => undefined })
      ).outcome;
    },
    stored: () => JSON.stringify(rules.stored.get(fakeRuleId)),
    close: () => engine.close(),
  };
}

function somePolicies(): FilterPolicies {
  const options = { dryRunDays: 1, dangerDropRate: 0.9, tolerance: 0.05, heldOutShare: 0 };
  return { rules: [], sampling: [], approvedLosses: [], options };
}

/** A rule that drops requests to a path, in force. */
export function aFilterRule(over: Partial<FilterRule> = {}): FilterRule {
  return {
    id: "health",
    tenantId: testTenant,
    ruleName: "Health checks",
    filterType: "Keyword",
    matchPattern: "/healthz",
    action: "DROP",
    priority: 100,
    isActive: true,
    table: filteredTable,
    columns: ["CsUriStem"],
    state: "Active",
    createdAt: "2026-10-01T00:00:00.000Z",
    createdBy: "ada",
    ...over,
  };
}

function aLease(count: number, at: Date): Lease {
  const from = new Date(at.getTime() - 5 * minute).toISOString();
  const expiresAt = new Date(at.getTime() + 30 * minute).toISOString();
  const runId = `run_filter${String(count).padStart(4, "0")}` as RunId;
  const period = { from, to: at.toISOString() };
  return { runId, job: "filter", fence: 1, expiresAt, period, missedPeriods: 0, resumed: false };
}

function engineWorkspace(
  engine: Engine,
  columns: NonNullable<ReturnType<typeof tableColumns>>,
  now: () => bigint,
): FilterWorkspace {
  return {
    table: async (name) => (name === filteredTable ? { columns, plan: "Analytics" } : undefined),
    rows: (kql) => engineRows(engine, kql, now()),
  };
}
