import type { createFilterRule as endpoint, TenantId } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { newDocumentId } from "../documents/document-id.ts";
import { AppError } from "../http/app-error.ts";
import type { Input, Reply } from "../http/mount.ts";
import { changeTenant } from "../tenants/change-tenant.ts";
import { filtersOf, type StoredFilter, writeFilter } from "./filter-store.ts";
import { requireGoodFilter } from "./require-good-filter.ts";
import { shownFilter } from "./shown-filter.ts";

/** Stores a rule as a draft. Agents hear of it when it is to be tested. */
export async function createFilter(
  ctx: RequestContext,
  { body }: Input<typeof endpoint>,
): Promise<Reply<typeof endpoint>> {
  const { deps, tenantId, now, principal } = ctx;
  const self = {
    id: newDocumentId(body.ruleName, deps.randomId()),
    tenantId: tenantId as TenantId,
    createdAt: now.toISOString(),
    createdBy: principal.name,
  };
  await requireGoodFilter(ctx, body, self);
  const stored: StoredFilter = { rule: { ...body, ...self, state: "Draft" }, revision: 1, steps: [], approvals: [] };
  const max = deps.limits.filterRulesPerTenant;
  await changeTenant(ctx, async (tenant) => {
    // Two that are created at once change the tenant one after the other, so that both are counted.
    const count = (await filtersOf(deps.documents, tenantId)).length;
    if (count >= max) throw new AppError("conflict", `A tenant may keep ${max} filter rules.`);
    return {
      tenant: { ...tenant },
      writes: [writeFilter(undefined, stored)],
      conflict: () => new AppError("conflict", "A rule of this id exists. Try again."),
    };
  });
  const data = await shownFilter(ctx, stored);
  return { data, etag: data.etag };
}
