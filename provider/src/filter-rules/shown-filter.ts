import {
  blocksOf,
  dropsRows,
  type FilterBlock,
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
import { type FilterTable, findFilterTable } from "../filter-tables/filter-table-store.ts";
import { latestStatistics, type StoredStatistics } from "../filter-tables/statistics-store.ts";
import { filterEtag, type StoredFilter } from "./filter-store.ts";
import { wouldBeTakenBack } from "./taken-back.ts";

const month = 30 * 24 * 3_600_000;
/** Periods that a measured saving is taken from. */
const recentPeriods = 48;
/** States from which a person may put a rule into force. */
const waits: ReadonlySet<FilterState> = new Set(["Testing", "Review"]);

/** What stands between a rule and dropping rows, by what agents last said of its table. */
export async function blocksOfFilter(
  ctx: RequestContext,
  filter: StoredFilter,
  table: FilterTable | undefined,
): Promise<FilterBlock[]> {
  const takenBack = await wouldBeTakenBack(ctx, filter);
  return [...proofBlocks(filter, table), ...(takenBack ? (["taken-back"] as const) : [])];
}

function proofBlocks(filter: StoredFilter, table: FilterTable | undefined): FilterBlock[] {
  const { id } = filter.rule;
  const certificate = table?.certificate;
  // What another rule of the table takes is approved there.
  const watchers = certificate?.watchers.filter(({ ruleIds }) => ruleIds.length === 0 || ruleIds.includes(id)) ?? [];
  const ruleVersion = certificate?.rules.find(({ ruleId }) => ruleId === id)?.version;
  const approved = filter.approvals.filter(
    (one) =>
      one.ruleVersion === ruleVersion &&
      watchers.some((watcher) => watcher.id === one.watcherId && watcher.version === one.watcherVersion),
  );
  return blocksOf(id, {
    dryRun: table?.dryRun,
    certificate: certificate === undefined ? undefined : { ...certificate, watchers },
    approved: approved.map(({ watcherId }) => watcherId),
    testedAt: filter.testedAt,
  });
}

/** A rule as answers show it. */
export async function shownFilter(ctx: RequestContext, filter: StoredFilter): Promise<StoredFilterRule> {
  const { deps, tenantId, now, principal } = ctx;
  const { rule } = filter;
  const table = await findFilterTable(deps.documents, tenantId, rule.table);
  const dryRun = table?.body.dryRun?.rules.find(({ ruleId }) => ruleId === rule.id);
  const applied = dropsRows(rule.state) || rule.state === "Review" ? table?.body.applied[0] : undefined;
  const saving = await savingOf(ctx, rule.id);
  const { samples: _, ...counts } = dryRun ?? { samples: [] };
  return {
    ...rule,
    actions: principal.roles.includes("admin") ? filterActionsOf(rule.state) : [],
    blockedBy: waits.has(rule.state) ? await blocksOfFilter(ctx, filter, table?.body) : [],
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
  const measuredMs = sum((one) => Date.parse(one.periodEnd) - Date.parse(one.periodStart));
  const bytes = (sum((one) => one.bytesDropped) * month) / measuredMs;
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
