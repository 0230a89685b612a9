import type { listPreventionRules } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import type { Reply } from "../http/mount.ts";
import { ruleSettingsOf, shownCustom, shownShipped, tenantRulesOf } from "./rule-store.ts";

/** Every rule that ships with what the tenant set for it, then the tenant's own. */
export async function listRules({ deps, tenantId }: RequestContext): Promise<Reply<typeof listPreventionRules>> {
  const stored = await ruleSettingsOf(deps.documents, tenantId);
  const settings = new Map(stored.map((one) => [one.settings.ruleId, one]));
  const shipped = deps.preventionRules.map((rule) => shownShipped(rule, tenantId, settings.get(rule.id)));
  const own = (await tenantRulesOf(deps.documents, tenantId)).map(shownCustom);
  return { data: { items: [...shipped, ...own] } };
}
