import {
  createFilterRule,
  type FilterOutcome,
  type FilterRuleDraft,
  getFilterRule,
  moveFilterRuleEndpoint,
  sendReport,
} from "@logdoctor/shared-policies";
import { aRunReport } from "@logdoctor/shared-policies/testing";
import { leased } from "./a-lease.ts";
import { bundleOf } from "./bundle-of.ts";
import type { TestApp } from "./test-app.ts";
import type { TestClock } from "./test-clock.ts";

/** The table that rules of tests are for. */
export const table = "AppTraces";

export function aDraft(over: Partial<FilterRuleDraft> = {}): FilterRuleDraft {
  return {
    ...{ ruleName: "Health checks", filterType: "Keyword", matchPattern: "health check", action: "DROP" },
    ...{ priority: 100, isActive: true, table },
    ...over,
  };
}

export type Action = "dryRun" | "reject" | "activate" | "flag" | "readjust" | "disable" | "reuse";

interface FilterWorld {
  readonly provider: TestApp & { readonly clock: TestClock };
  readonly agent: string;
}

/** A tenant with an agent that says what a test wants it to have seen. */
export function filterGround(world: FilterWorld, admin: string) {
  const { provider, agent } = world;
  const read = async (id: string) => (await provider.call(admin, getFilterRule, { params: { id } })).data;
  const report = async (over: Partial<FilterOutcome>) => {
    const { runId, fence } = await leased(provider, agent, { job: "filter" });
    const { retain: _, ...base } = aRunReport({ runId, fence, job: "filter" });
    const filter = { queries: 1, dryRuns: [], certificates: [], tables: [], statistics: [], ...over };
    const body = { ...base, filter };
    const { nextPollAt } = (await provider.call(agent, sendReport, { body })).data;
    provider.clock.set(nextPollAt);
    return body;
  };
  return {
    read,
    report,
    create: async (over: Partial<FilterRuleDraft> = {}) =>
      (await provider.call(admin, createFilterRule, { body: aDraft(over) })).data,
    move: async (id: string, action: Action, reason = "") =>
      (
        await provider.call(admin, moveFilterRuleEndpoint, {
          params: { id },
          body: { action, reason },
          ifMatch: (await read(id)).etag,
        })
      ).data,
    tested: (id: string, over: Tested = {}) => report(evidence(id, { now: provider.clock.now(), ...over })),
    inBundle: async () => (await bundleOf(provider, agent)).policies.filter?.rules.map(({ id, state }) => [id, state]),
  };
}

interface Tested {
  readonly dropped?: number;
  readonly dangerous?: boolean;
  readonly lost?: boolean;
  /** Of the watcher. */
  readonly version?: string;
  /** Undefined for an agent that does not count. */
  readonly observedPerMinute?: number | undefined;
  /** Rules in force beside it that are proved with it. */
  readonly beside?: readonly string[];
  /** The table that the rule is for. */
  readonly of?: string;
}

/** A dry run and a certificate of a rule, up to now. */
export function evidence(
  id: string,
  {
    now,
    dropped = 40,
    dangerous = false,
    lost = false,
    version = "1",
    beside = [],
    of = table,
    ...counted
  }: Tested & {
    readonly now: Date;
  },
): Partial<FilterOutcome> {
  const { observedPerMinute } = { observedPerMinute: 40, ...counted };
  const span = { from: new Date(now.getTime() - 86_400_000).toISOString(), to: now.toISOString() };
  const one = {
    ruleId: id,
    processed: 100,
    dropped,
    bytes: 4_000,
    gbPerMonth: 1,
    keptShare: 0,
    ...(observedPerMinute === undefined ? {} : { observedPerMinute }),
    samples: ['{"Message":"x"}'],
  };
  const watcher = {
    ...{ id: "pattern:sql-injection", kind: "pattern" as const, version, ruleIds: [id, ...beside], detail: "" },
    ...(lost ? { verdict: "lost" as const, lost: 3 } : { verdict: "equal" as const, lost: 0 }),
  };
  return {
    dryRuns: [{ table: of, ...span, rows: 100, bytes: 9_000, dropped, droppedBytes: 4_000, dangerous, rules: [one] }],
    certificates: [
      {
        table: of,
        ...span,
        issuedAt: now.toISOString(),
        rules: [id, ...beside].map((ruleId) => ({ ruleId, version: "v" })),
        watchers: [watcher],
        fingerprint: `f${version}`,
      },
    ],
  };
}

/** How the rule stands in Azure, by one data collection rule. */
export function inAzure(id: string, state: "pending" | "verified" | "reverted", detail = ""): Partial<FilterOutcome> {
  return { tables: [{ table, collectionRule: "dcr", state, detail, ruleIds: [id] }] };
}
