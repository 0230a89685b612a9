import type { setShippedRule as endpoint } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { notFound } from "../http/app-error.ts";
import { changedMeanwhile } from "../http/etag.ts";
import type { Input, Reply } from "../http/mount.ts";
import { changeTenant } from "../tenants/change-tenant.ts";
import {
  findRuleSettings,
  type StoredRuleSettings,
  shippedRuleEtag,
  shownShipped,
  writeRuleSettings,
} from "./rule-store.ts";

/** Switches a rule that ships or sets its threshold, and with it raises the bundle version, in one transaction. */
export async function setShippedRule(
  ctx: RequestContext,
  { params, body, ifMatch }: Input<typeof endpoint>,
): Promise<Reply<typeof endpoint>> {
  const rule = ctx.deps.preventionRules.find(({ id }) => id === params.id);
  if (rule === undefined) throw notFound("rule that ships");
  const read = await findRuleSettings(ctx.deps.documents, ctx.tenantId, rule.id);
  if (shippedRuleEtag(read?.body) !== ifMatch) throw changedMeanwhile();
  const changed: StoredRuleSettings = {
    settings: { ruleId: rule.id, ...body },
    revision: (read?.body.revision ?? 0) + 1,
    changedAt: ctx.now.toISOString(),
    changedBy: ctx.principal.name,
  };
  await changeTenant(ctx, (tenant) => ({
    tenant: { ...tenant, bundleVersion: tenant.bundleVersion + 1 },
    writes: [writeRuleSettings(read, changed)],
    conflict: changedMeanwhile,
  }));
  const data = shownShipped(rule, ctx.tenantId, changed);
  return { data, etag: data.etag };
}
