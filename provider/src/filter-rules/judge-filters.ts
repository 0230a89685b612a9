import { type FilterOutcome, type JudgedStep, judgeReport, moveFilterRule } from "@logdoctor/shared-policies";
import type { AgentContext } from "../agents/as-agent.ts";
import type { Stored } from "../documents/document-store.ts";
import { changedMeanwhile } from "../http/etag.ts";
import { changeTenant } from "../tenants/change-tenant.ts";
import { countedFilters } from "./counted-filters.ts";
import { isForAgents } from "./filter-policies-store.ts";
import { filtersOf, type StoredFilter, stepped, writeFilter } from "./filter-store.ts";
import { digestOfApplied } from "./taken-back.ts";

/** Writes of one transaction; what is left over is judged again by the next report, which says the same. */
const maxWrites = 60;

/**
 * Moves rules by what a report says of them. It comes after the report is recorded, and again when the same report is sent again: a step
 * that was taken is not taken twice, since it leads to another state.
 */
export async function judgeFilters(ctx: AgentContext, outcome: FilterOutcome): Promise<void> {
  await changeTenant(ctx, async (tenant) => {
    const all = await filtersOf(ctx.deps.documents, ctx.tenantId);
    const judged = await Promise.all(judgedFilters(ctx, all, outcome).map((one) => marked(ctx, all, one)));
    const counted = countedFilters(
      all.filter((read) => judged.every((one) => one.read !== read)),
      outcome,
    );
    const taken = [...judged, ...counted];
    // Watching and settling change nothing for agents: the bundle shows both as active.
    const matters =
      counted.length > 0 || judged.some(({ read, after }) => isForAgents(read.body) !== isForAgents(after));
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

/** A rule that was taken back remembers with which others: only something else of them is applied again. */
async function marked(
  ctx: AgentContext,
  all: readonly Stored<StoredFilter>[],
  judged: JudgedFilter,
): Promise<JudgedFilter> {
  const { cause, seen } = judged.step.stop ?? {};
  const { appliedAt } = seen ?? {};
  if (cause !== "reverted" || appliedAt === undefined) return judged;
  const { table } = judged.read.body.rule;
  const filters = all.map(({ body }) => body);
  return {
    ...judged,
    after: { ...judged.after, takenBack: await digestOfApplied(ctx, filters, { table, appliedAt }) },
  };
}

export interface JudgedFilter {
  readonly read: Stored<StoredFilter>;
  readonly after: StoredFilter;
  readonly step: JudgedStep;
}

/** The rules that a report moves, with why. */
export function judgedFilters(
  { now, agent }: Pick<AgentContext, "now" | "agent">,
  filters: readonly Stored<StoredFilter>[],
  outcome: FilterOutcome,
): JudgedFilter[] {
  const actor = { kind: "agent", id: agent.agentId } as const;
  const judged = filters.flatMap((read): JudgedFilter[] => {
    const { rule } = read.body;
    const step = judgeReport(rule, outcome, now);
    if (step === undefined) return [];
    const { action, reason } = step;
    const moved = moveFilterRule(rule.state, { action, reason, actor, at: now.toISOString() });
    return moved.status === "moved" ? [{ read, after: stepped(read.body, moved.step), step }] : [];
  });
  return judged.slice(0, maxWrites);
}
