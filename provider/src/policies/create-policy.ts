import type { createRetentionPolicy, RetentionPolicy, TenantId } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { newDocumentId } from "../documents/document-id.ts";
import { AppError } from "../http/app-error.ts";
import type { Input, Reply } from "../http/mount.ts";
import { changeTenant } from "../tenants/change-tenant.ts";
import { requireGoodPolicy } from "./check-policy.ts";
import { createPolicy as creation, shownPolicy } from "./policy-store.ts";

/** Stores a new policy and, with it in one transaction, a higher bundle version. */
export async function createPolicy(
  ctx: RequestContext,
  { body }: Input<typeof createRetentionPolicy>,
): Promise<Reply<typeof createRetentionPolicy>> {
  requireGoodPolicy(ctx.deps, body);
  const at = ctx.now.toISOString();
  const id = newDocumentId(body.policyName, ctx.deps.randomId());
  const policy: RetentionPolicy = { ...body, id, tenantId: ctx.tenantId as TenantId, createdAt: at, updatedAt: at };
  const max = ctx.deps.limits.policiesPerTenant;
  const [etag = ""] = await changeTenant(ctx, (tenant) => {
    if (tenant.policyCount >= max) throw new AppError("conflict", `A tenant may keep ${max} retention policies.`);
    return {
      tenant: { ...tenant, bundleVersion: tenant.bundleVersion + 1, policyCount: tenant.policyCount + 1 },
      writes: [creation(policy)],
      conflict: () => new AppError("conflict", "A policy of this id exists. Try again."),
    };
  });
  return { data: shownPolicy(policy, etag), etag };
}
