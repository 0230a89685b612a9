import type { getFilterRule as endpoint } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { findFilterTable } from "../filter-tables/filter-table-store.ts";
import { latestStatistics, shownStatistics } from "../filter-tables/statistics-store.ts";
import { notFound } from "../http/app-error.ts";
import type { Input, Reply } from "../http/mount.ts";
import { findFilter } from "./filter-store.ts";
import { shownFilter } from "./shown-filter.ts";

const periods = 200;

export async function getFilter(
  ctx: RequestContext,
  { params }: Input<typeof endpoint>,
): Promise<Reply<typeof endpoint>> {
  const { documents } = ctx.deps;
  const read = await findFilter(documents, ctx.tenantId, params.id);
  if (read === undefined) throw notFound("filter rule");
  const { rule, steps, approvals } = read.body;
  const shown = await shownFilter(ctx, read.body);
  const table = (await findFilterTable(documents, ctx.tenantId, rule.table))?.body;
  const { items } = await latestStatistics(documents, ctx.tenantId, { ruleId: rule.id, limit: periods });
  const data = {
    ...shown,
    ...{ steps: [...steps], approvals: [...approvals] },
    ...(table?.dryRun?.rules.some(({ ruleId }) => ruleId === rule.id) ? { tableDryRun: table.dryRun } : {}),
    ...(table?.certificate?.rules.some(({ ruleId }) => ruleId === rule.id) ? { certificate: table.certificate } : {}),
    statistics: items.map(({ body }) => shownStatistics(body)),
  };
  return { data, etag: shown.etag };
}
