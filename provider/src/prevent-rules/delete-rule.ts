import type { deletePreventionRule } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { notFound } from "../http/app-error.ts";
import { changedMeanwhile } from "../http/etag.ts";
import type { Input, Reply } from "../http/mount.ts";
import { changeTenant } from "../tenants/change-tenant.ts";
import { customEtag, deleteRuleWrite, findRule } from "./rule-store.ts";

/** Deletes a rule of the tenant's own; what it found is no longer monitored from the next run on. */
export async function deleteRule(
  ctx: RequestContext,
  { params, ifMatch }: Input<typeof deletePreventionRule>,
): Promise<Reply<typeof deletePreventionRule>> {
  const read = await findRule(ctx.deps.documents, ctx.tenantId, params.id);
  if (read === undefined) throw notFound("rule of this tenant's own");
  if (customEtag(read.body.revision) !== ifMatch) throw changedMeanwhile();
  await changeTenant(ctx, (tenant) => ({
    tenant: { ...tenant, bundleVersion: tenant.bundleVersion + 1 },
    writes: [deleteRuleWrite(read)],
    conflict: changedMeanwhile,
  }));
  return { data: undefined };
}
