import type { deleteRetentionPolicy } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { notFound } from "../http/app-error.ts";
import { changedMeanwhile } from "../http/etag.ts";
import type { Input, Reply } from "../http/mount.ts";
import { changeTenant } from "../tenants/change-tenant.ts";
import { deletePolicy as deletion, findPolicy } from "./policy-store.ts";

/** Deletes a policy that is still as the caller read it. What it archived stays where it is. */
export async function deletePolicy(
  ctx: RequestContext,
  { params, ifMatch }: Input<typeof deleteRetentionPolicy>,
): Promise<Reply<typeof deleteRetentionPolicy>> {
  const stored = await findPolicy(ctx.deps.documents, ctx.tenantId, params.id);
  if (stored === undefined) throw notFound("retention policy");
  if (stored.etag !== ifMatch) throw changedMeanwhile();
  await changeTenant(ctx, (tenant) => ({
    tenant: { ...tenant, bundleVersion: tenant.bundleVersion + 1, policyCount: Math.max(0, tenant.policyCount - 1) },
    writes: [deletion(ifMatch, params.id)],
    conflict: changedMeanwhile,
  }));
  return { data: undefined };
}
