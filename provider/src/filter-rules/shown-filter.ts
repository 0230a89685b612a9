import {
  dropsRows,
  type FilterState,
  filterActionsOf,
  filterSavings,
  isExpired,
  type MeasuredFilterSaving,
  priceBookFor,
  type StoredFilterRule,
} from "@logdoctor/shared-policies";
import { agentsOf } from "../agents/agent-store.ts";
import type { RequestContext } from "../context.ts";
import { findFilterTable } from "../filter-tables/filter-table-store.ts";
import { latestStatistics, type StoredStatistics } from "../filter-tables/statistics-store.ts";
import { type Blocks, blocksOfFilter } from "./filter-blocks.ts";
import { filterEtag, type StoredFilter } from "./filter-store.ts";

const month = 30 * 24 * 3_600_000;
/** Periods that a measured saving is taken from. */
const recentPeriods = 48;
/** States from which a person may put a rule into force. */
const waits: ReadonlySet<FilterState> = new Set(["Testing", "Review"]);

/** A rule as answers show it. */
export async function shownFilter(ctx: RequestContext, filter: StoredFilter): Promise<StoredFilterRule> {
  const { deps, tenantId, now, principal } = ctx;
  const { rule } = filter;
  const table = await findFilterTable(deps.documents, tenantId, rule.table);
  const dryRun = table?.body.dryRun?.rules.find(({ ruleId }) => ruleId === rule.id);
  const applied = dropsRows(rule.state) || rule.state === "Review" ? table?.body.applied[0] : undefined;
  const saving = await savingOf(ctx, rule.id);
  const { samples: _, ...counts } = dryRun ?? { samples: [] };
  const none: Blocks = { blockedBy: [], waitsFor: [] };
  return {
    ...rule,
    actions: principal.roles.includes("admin") ? filterActionsOf(rule.state) : [],
    ...(waits.has(rule.state) ? await blocksOfFilter(ctx, filter, table?.body) : none),
    expired: isExpired(rule, now),
    ...(dryRun === undefined ? {} : { dryRun: counts as StoredFilterRule["dryRun"] }),
    ...(applied === undefined ? {} : { applied }),
    ...(saving === undefined ? {} : { saving }),
    etag: filterEtag(filter),
  };
}

async function savingOf(
  { deps, tenantId, now }: RequestContext,
  ruleId: string,
): Promise<MeasuredFilterSaving | undefined> {
  const { items } = await latestStatistics(deps.documents, tenantId, { ruleId, limit: recentPeriods });
  const periods = items.map(({ body }) => body);
  const [newest, oldest] = [periods[0], periods.at(-1)];
  if (newest === undefined || oldest === undefined) return undefined;
  const sum = (of: (one: StoredStatistics) => number) => periods.reduce((total, one) => total + of(one), 0);
  const bytes = bytesPerMonth(periods);
  const [agent] = await agentsOf(deps.documents, tenantId);
  const book = priceBookFor(agent?.region ?? "", now);
  // Half of what arrives goes free of charge; of one rule alone only its own rows are known, so they are taken as if all arrived.
  const volume = { bytesIn: 2 * bytes, bytesDropped: bytes, plan: "analytics", sentinel: false } as const;
  return {
    from: oldest.periodStart,
    to: newest.periodEnd,
    totalProcessed: sum((one) => one.totalProcessed),
    totalDropped: sum((one) => one.totalDropped),
    gbPerMonth: bytes / 1e9,
    usdPerMonth: filterSavings(volume, book).net,
  };
}

/** Agents measure at the same time, each its own workspace: their paces add up. */
function bytesPerMonth(periods: readonly StoredStatistics[]): number {
  let bytes = 0;
  for (const own of Map.groupBy(periods, ({ agentId }) => agentId).values()) {
    const ms = own.reduce((sum, one) => sum + Date.parse(one.periodEnd) - Date.parse(one.periodStart), 0);
    bytes += (own.reduce((sum, one) => sum + one.bytesDropped, 0) * month) / ms;
  }
  return bytes;
}
