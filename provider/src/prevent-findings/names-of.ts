import { alertSettingsOf } from "../alerts/alert-settings-store.ts";
import type { RequestContext } from "../context.ts";
import { tenantRulesOf } from "../prevent-rules/rule-store.ts";
import { type Names, ruleNames } from "./violation-store.ts";

/** What rules and teams of the tenant are called. */
export async function namesOf({ deps, tenantId }: RequestContext): Promise<Names> {
  const [settings, own] = await Promise.all([
    alertSettingsOf(deps.documents, tenantId),
    tenantRulesOf(deps.documents, tenantId),
  ]);
  return { rules: ruleNames(deps.preventionRules, own), settings };
}
