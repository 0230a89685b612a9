import type { updatePreventionRule } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { notFound } from "../http/app-error.ts";
import { changedMeanwhile } from "../http/etag.ts";
import type { Input, Reply } from "../http/mount.ts";
import { changeTenant } from "../tenants/change-tenant.ts";
import { requireGoodRule } from "./require-good-rule.ts";
import { customEtag, findRule, shownCustom, type TenantRule, writeRule } from "./rule-store.ts";

/** Replaces a rule of the tenant's own that is still as the caller read it. */
export async function updateRule(
  ctx: RequestContext,
  { params, body, ifMatch }: Input<typeof updatePreventionRule>,
): Promise<Reply<typeof updatePreventionRule>> {
  const read = await findRule(ctx.deps.documents, ctx.tenantId, params.id);
  if (read === undefined) throw notFound("rule of this tenant's own");
  if (customEtag(read.body.revision) !== ifMatch) throw changedMeanwhile();
  requireGoodRule(ctx.deps, body);
  const { id, tenantId, createdAt } = read.body.rule;
  const changed: TenantRule = {
    rule: { ...body, id, tenantId, createdAt },
    revision: read.body.revision + 1,
    changedAt: ctx.now.toISOString(),
    changedBy: ctx.principal.name,
  };
  await changeTenant(ctx, (tenant) => ({
    tenant: { ...tenant, bundleVersion: tenant.bundleVersion + 1 },
    writes: [writeRule(read, changed)],
    conflict: changedMeanwhile,
  }));
  const data = shownCustom(changed);
  return { data, etag: data.etag };
}
