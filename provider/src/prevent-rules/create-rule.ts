import type { createPreventionRule, PreventionRule, TenantId } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { newDocumentId } from "../documents/document-id.ts";
import { AppError } from "../http/app-error.ts";
import type { Input, Reply } from "../http/mount.ts";
import { changeTenant } from "../tenants/change-tenant.ts";
import { requireGoodRule } from "./require-good-rule.ts";
import { shownCustom, type TenantRule, tenantRulesOf, writeRule } from "./rule-store.ts";

/** Stores a rule of the tenant's own and, with it in one transaction, a higher bundle version. */
export async function createRule(
  ctx: RequestContext,
  { body }: Input<typeof createPreventionRule>,
): Promise<Reply<typeof createPreventionRule>> {
  const { deps, tenantId, now, principal } = ctx;
  requireGoodRule(deps, body);
  const id = newDocumentId(body.ruleName, deps.randomId());
  const rule: PreventionRule = { ...body, id, tenantId: tenantId as TenantId, createdAt: now.toISOString() };
  const stored: TenantRule = { rule, revision: 1, changedAt: now.toISOString(), changedBy: principal.name };
  const max = deps.limits.preventionRulesPerTenant;
  await changeTenant(ctx, async (tenant) => {
    // Two that are created at once change the tenant one after the other, so that both are counted.
    const count = (await tenantRulesOf(deps.documents, tenantId)).length;
    if (count >= max) throw new AppError("conflict", `A tenant may keep ${max} rules of its own.`);
    return {
      tenant: { ...tenant, bundleVersion: tenant.bundleVersion + 1 },
      writes: [writeRule(undefined, stored)],
      conflict: () => new AppError("conflict", "A rule of this id exists. Try again."),
    };
  });
  const data = shownCustom(stored);
  return { data, etag: data.etag };
}
