import type { FilterRuleDraft } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { AppError } from "../http/app-error.ts";
import { isForAgents, ratesOf } from "./filter-policies-store.ts";
import { filtersOf, type TenantFilter } from "./filter-store.ts";

/**
 * Refuses a rule that no transformation can be made of, alone or with those that drop rows already.
 * @throws AppError `rule-refused` with the rule at fault.
 */
export async function requireGoodFilter(
  ctx: RequestContext,
  draft: FilterRuleDraft,
  self: Pick<TenantFilter, "id" | "tenantId" | "createdAt" | "createdBy">,
): Promise<void> {
  const { deps, tenantId } = ctx;
  const others = (await filtersOf(deps.documents, tenantId))
    .map(({ body }) => body)
    .filter((one) => isForAgents(one) && one.rule.table === draft.table && one.rule.id !== self.id)
    .map(({ rule }) => rule);
  const rules = [...others, { ...draft, ...self }];
  const { refusal } = deps.filterKit.compile({ table: draft.table, rules, sampling: await ratesOf(ctx, rules) });
  if (refusal === undefined) return;
  const { code, message, ruleId } = refusal;
  const pointer = ruleId === undefined || ruleId === self.id ? "" : `/${ruleId}`;
  throw new AppError("rule-refused", message, { errors: [{ pointer, code, detail: message }] });
}
