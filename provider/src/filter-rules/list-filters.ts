import { type listFilterRules as endpoint, FilterType } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import type { Input, Reply } from "../http/mount.ts";
import { filtersOf, type StoredFilter } from "./filter-store.ts";
import { shownFilter } from "./shown-filter.ts";

/** Rules in the order in which rows meet them: by table, type, priority and id. They are few, and come on one page. */
export async function listFilters(
  ctx: RequestContext,
  { query }: Input<typeof endpoint>,
): Promise<Reply<typeof endpoint>> {
  const all = (await filtersOf(ctx.deps.documents, ctx.tenantId)).map(({ body }) => body);
  const wanted = all.filter(
    ({ rule }) =>
      (query.state === undefined || rule.state === query.state) &&
      (query.table === undefined || rule.table === query.table),
  );
  const items = await Promise.all(wanted.toSorted(inOrder).map((filter) => shownFilter(ctx, filter)));
  return { data: { items } };
}

function inOrder({ rule: a }: StoredFilter, { rule: b }: StoredFilter): number {
  const type = FilterType.options.indexOf(a.filterType) - FilterType.options.indexOf(b.filterType);
  return a.table.localeCompare(b.table, "en") || type || a.priority - b.priority || (a.id < b.id ? -1 : 1);
}
