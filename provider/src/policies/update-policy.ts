import type { RetentionPolicy, updateRetentionPolicy } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { notFound } from "../http/app-error.ts";
import { changedMeanwhile } from "../http/etag.ts";
import type { Input, Reply } from "../http/mount.ts";
import { changeTenant } from "../tenants/change-tenant.ts";
import { requireGoodPolicy } from "./check-policy.ts";
import { findPolicy, replacePolicy, shownPolicy } from "./policy-store.ts";

/** Replaces a policy that is still as the caller read it. */
export async function updatePolicy(
  ctx: RequestContext,
  { params, body, ifMatch }: Input<typeof updateRetentionPolicy>,
): Promise<Reply<typeof updateRetentionPolicy>> {
  const stored = await findPolicy(ctx.deps.documents, ctx.tenantId, params.id);
  if (stored === undefined) throw notFound("retention policy");
  if (stored.etag !== ifMatch) throw changedMeanwhile();
  requireGoodPolicy(ctx.deps, body);
  const { id, tenantId, createdAt } = stored.body;
  const policy: RetentionPolicy = { ...body, id, tenantId, createdAt, updatedAt: ctx.now.toISOString() };
  const [etag = ""] = await changeTenant(ctx, (tenant) => ({
    tenant: { ...tenant, bundleVersion: tenant.bundleVersion + 1 },
    writes: [replacePolicy(ifMatch, policy)],
    conflict: changedMeanwhile,
  }));
  return { data: shownPolicy(policy, etag), etag };
}
