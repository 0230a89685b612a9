import { Ceiling, type CoverageCertificate, type Lease, type RunId } from "@logdoctor/shared-policies";
import type { Deps } from "../deps.ts";
import type { CollectionRules, FilterWorkspace } from "../jobs/filter/ports.ts";
import { ruleDocument } from "../jobs/filter/rule-document.ts";
import type { WatcherQuery } from "../jobs/filter/watchers.ts";
import { LeaseLost } from "../jobs/retain/ports.ts";
import { fakeState } from "./fake-blobs.ts";
import { bootAgent } from "./fake-world.ts";
import { type Fault, type Process, processWith } from "./faults.ts";
import { watchWrite } from "./filter-promises.ts";
import {
  type Document,
  edit,
  edits,
  type FilterTenant,
  firstRuleId,
  secondRuleId,
  tokensOf,
  workspaceId,
} from "./filter-tenant.ts";
import { filteredTable } from "./filter-world.ts";

const minute = 60_000;

/** What one process has asked since it began: what it may write follows from it. */
export interface Evidence {
  /** Values of the rules in each query, in order: a dry run, then the replay of who reads the table. */
  readonly dryRuns: Set<string>;
  readonly replays: Set<string>;
  permitted: boolean;
  /** Rules of which it was told that they do not do as predicted. */
  readonly bad: Set<string>;
  writes: number;
}

export interface FilterProcess {
  readonly deps: Deps;
  readonly evidence: Evidence;
  readonly lease: Lease;
  readonly permit: () => Promise<void>;
}

/** A fresh process of the agent with its own faults; `other` is another instance that takes over. */
export function filterProcess(
  tenant: FilterTenant,
  faults: readonly Fault[],
  other: () => Promise<void>,
): FilterProcess {
  const { world } = tenant;
  const process = processWith(faults, async (what) => {
    if (what === "other-instance") return other();
    // Numbered by what happened so far: a history always plays the same.
    const kind = edits[tenant.edits % edits.length] ?? "tag";
    edit(tenant, tenant.edits % 2 === 0 ? firstRuleId : secondRuleId, kind);
  });
  const evidence: Evidence = { dryRuns: new Set(), replays: new Set(), permitted: false, bad: new Set(), writes: 0 };
  world.ceiling = Ceiling.parse({ maxDropRate: 0.8, ...tenant.limits });
  tenant.leased += 1;
  const run = tenant.leased;
  const permit = () =>
    process.call(
      () => {
        if (tenant.away || tenant.awayAtPermit) throw new TypeError("fetch failed");
        if (tenant.leased !== run) throw new LeaseLost("superseded");
        evidence.permitted = true;
      },
      { interruptible: true },
    );
  const filtering = {
    rules: rulesOf(tenant, { process, evidence, run }),
    workspace: workspaceOf(tenant, process, evidence),
    watchersOf: async () => [watcher],
  };
  const deps = { ...bootAgent(world, "filter", []), state: fakeState(world.state, process), filtering };
  return { deps, evidence, lease: aLease(run, world.clock.now()), permit };
}

function aLease(run: number, at: Date): Lease {
  const from = new Date(at.getTime() - 5 * minute).toISOString();
  const expiresAt = new Date(at.getTime() + 30 * minute).toISOString();
  const runId = `run_filter${String(run).padStart(4, "0")}` as RunId;
  return {
    runId,
    job: "filter",
    fence: 1,
    expiresAt,
    period: { from, to: at.toISOString() },
    missedPeriods: 0,
    resumed: false,
  };
}

/** Someone who reads the table, without a query that would have to be parsed. */
const watcher: WatcherQuery = {
  kind: "prevention-rule",
  rules: [{ id: "reader", version: "1" }],
  query: (_span, where) => `replay ${where}`,
};
export const watcherId: CoverageCertificate["watchers"][number]["id"] = "prevention-rule:reader";

const columns = { TimeGenerated: "datetime", CsHost: "string" } as const;

function workspaceOf(tenant: FilterTenant, process: Process, evidence: Evidence): FilterWorkspace {
  const answer = (kql: string): Record<string, unknown>[] => {
    if (kql.startsWith("replay ")) {
      evidence.replays.add(tokensOf(kql));
      return [{ R0: tenant.lost }];
    }
    if (kql.includes("Stays = ")) return [storedRows(tenant)];
    if (!kql.includes("summarize Rows = count()")) return [];
    evidence.dryRuns.add(tokensOf(kql));
    const rule = /, "(rule-\d)"/.exec(kql)?.[1] ?? "";
    const dropped = Math.round(tenant.dropShare * 1000);
    return [
      { Rule: rule, Rows: dropped, Bytes: dropped, ItemIds: "[]" },
      { Rule: "", Rows: 1000 - dropped, Bytes: 1000 - dropped, ItemIds: "[]" },
    ];
  };
  return {
    table: (name) =>
      process.call(() => (name === filteredTable ? { columns, plan: "Analytics" as const } : undefined), {
        interruptible: true,
      }),
    rows: (kql) => process.call(() => answer(kql), { interruptible: true }),
  };
}

interface Calls {
  readonly process: Process;
  readonly evidence: Evidence;
  /** Of the lease. */
  readonly run: number;
}

function rulesOf(tenant: FilterTenant, { process, evidence, run }: Calls): CollectionRules {
  const { stored } = tenant;
  const read = (id: string) => {
    const text = JSON.stringify(stored.get(id));
    if (text === undefined) return undefined;
    const document = ruleDocument(JSON.parse(text));
    const properties = { ...document.properties, immutableId: "dcr-1", provisioningState: "Succeeded" };
    return { id, etag: "", document: { ...document, id, properties } };
  };
  return {
    ids: [firstRuleId, secondRuleId],
    workspaceId,
    defaultRuleId: () => process.call(() => (tenant.linked ? firstRuleId : undefined), { interruptible: true }),
    read: (id) => process.call(() => read(id), { interruptible: true }),
    // Azure has no If-Match: what somebody writes between our last look and our writing is lost, and nothing can show it.
    write: (id, document) =>
      process.call(
        () => {
          const next = JSON.parse(JSON.stringify(document)) as Document;
          // Whoever stalls after its permission until a successor has run may still write; the next run takes that out.
          if (tenant.leased === run) watchWrite(tenant, evidence, { id, before: stored.get(id), next });
          stored.set(id, next);
          tenant.writtenAt.set(id, tenant.world.clock.now().getTime());
        },
        { corrupt: () => altered(tenant, id) },
      ),
    traffic: (id, { to }) =>
      process.call(
        () => {
          const at = Date.parse(to);
          // Before our writing there were no errors; what was asked of that time says nothing of the filter.
          if (at <= (tenant.writtenAt.get(id) ?? 0)) return { received: 10_000, dropped: 0, errors: 0 };
          const { traffic } = tenant;
          if (traffic !== undefined && traffic.received > 0 && isBad(tenant, { id, at, traffic })) evidence.bad.add(id);
          return traffic;
        },
        { interruptible: true },
      ),
  };
}

/** Rows of a table beside which others pass the rule come a little later than the metrics say so. */
function isBad(
  { stored, world }: FilterTenant,
  { id, at, traffic }: { id: string; at: number; traffic: NonNullable<FilterTenant["traffic"]> },
): boolean {
  const isAlone = (stored.get(id)?.properties.dataFlows.length ?? 0) < 2;
  const isSettled = isAlone || at <= world.clock.now().getTime() - 15 * minute;
  return traffic.errors > 0 || (isSettled && traffic.dropped > 0.95 * traffic.received);
}

/** What of the table is stored, where all that was dropped was dropped of it. */
function storedRows({ traffic, dropShare }: FilterTenant): Record<string, unknown> {
  const { received, dropped } = traffic ?? { received: 0, dropped: 0 };
  const kept = received - dropped;
  const stays = dropped > 0 ? kept : Math.round(kept * (1 - dropShare));
  return { Kept: kept, Stays: stays, Before: Math.round(10_000 * (1 - dropShare)) };
}

/** Azure keeps another rule than was written: a member more, or the text that was the customer's. */
function altered(tenant: FilterTenant, id: string): void {
  edit(tenant, id, tenant.edits % 2 === 0 ? "tag" : "taken-out");
}
