import type { RequestContext } from "../context.ts";
import type { Stored } from "../documents/document-store.ts";
import { notFound } from "../http/app-error.ts";
import { changedMeanwhile } from "../http/etag.ts";
import { changeTenant } from "../tenants/change-tenant.ts";
import { isForAgents } from "./filter-policies-store.ts";
import { filterEtag, filtersOf, findFilter, type StoredFilter, writeFilter } from "./filter-store.ts";

/** The rule as the caller last read it. @throws AppError `not-found`, `precondition-failed`. */
export async function readFilter(
  { deps, tenantId }: RequestContext,
  { id, ifMatch }: { readonly id: string; readonly ifMatch: string },
): Promise<Stored<StoredFilter>> {
  const read = await findFilter(deps.documents, tenantId, id);
  if (read === undefined) throw notFound("filter rule");
  if (filterEtag(read.body) !== ifMatch) throw changedMeanwhile();
  return read;
}

/**
 * Stores a changed rule. Where agents are to hear of it, the bundle version rises in the same transaction, and the job is on while any
 * rule is for them.
 */
export async function storeFilter(
  ctx: RequestContext,
  read: Stored<StoredFilter>,
  changed: StoredFilter,
): Promise<void> {
  await changeTenant(ctx, async (tenant) => {
    const matters = isForAgents(read.body) || isForAgents(changed);
    const others = (await filtersOf(ctx.deps.documents, ctx.tenantId)).filter(({ id }) => id !== read.id);
    const some = isForAgents(changed) || others.some(({ body }) => isForAgents(body));
    return {
      tenant: {
        ...tenant,
        bundleVersion: tenant.bundleVersion + (matters ? 1 : 0),
        // Off again only when an agent has reported that nothing of ours is left.
        filtering: tenant.filtering === true || some,
      },
      writes: [writeFilter(read, changed)],
      conflict: changedMeanwhile,
    };
  });
}
