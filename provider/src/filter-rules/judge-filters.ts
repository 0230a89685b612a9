import { type FilterOutcome, judgeReport, moveFilterRule } from "@logdoctor/shared-policies";
import type { AgentContext } from "../agents/as-agent.ts";
import { changedMeanwhile } from "../http/etag.ts";
import { changeTenant } from "../tenants/change-tenant.ts";
import { isForAgents } from "./filter-policies-store.ts";
import { filtersOf, type StoredFilter, stepped, writeFilter } from "./filter-store.ts";

/** Writes of one transaction; what is left over is judged again by the next report, which says the same. */
const maxWrites = 60;

/**
 * Moves rules by what a report says of them. It comes after the report is recorded, and again when the same report is sent again: a step
 * that was taken is not taken twice, since it leads to another state.
 */
export async function judgeFilters(ctx: AgentContext, outcome: FilterOutcome): Promise<void> {
  await changeTenant(ctx, async (tenant) => {
    const all = await filtersOf(ctx.deps.documents, ctx.tenantId);
    const changes = all.flatMap((read) => {
      const after = afterReport(ctx, read.body, outcome);
      return after === undefined ? [] : [{ read, after }];
    });
    const taken = changes.slice(0, maxWrites);
    // Watching and settling change nothing for agents: the bundle shows both as active.
    const matters = taken.some(({ read, after }) => isForAgents(read.body) !== isForAgents(after));
    const left = all.map((read) => taken.find((one) => one.read === read)?.after ?? read.body);
    const inAzure = outcome.tables.some(({ state }) => state !== "removed");
    return {
      tenant: {
        ...tenant,
        bundleVersion: tenant.bundleVersion + (matters ? 1 : 0),
        filtering: inAzure || left.some(isForAgents),
      },
      writes: taken.map(({ read, after }) => writeFilter(read, after)),
      conflict: changedMeanwhile,
    };
  });
}

function afterReport({ now, agent }: AgentContext, filter: StoredFilter, outcome: FilterOutcome) {
  const judged = judgeReport(filter.rule, outcome, now);
  if (judged === undefined) return undefined;
  const actor = { kind: "agent", id: agent.agentId } as const;
  const moved = moveFilterRule(filter.rule.state, { ...judged, actor, at: now.toISOString() });
  return moved.status === "moved" ? stepped(filter, moved.step) : undefined;
}
