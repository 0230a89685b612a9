import { dropsRows, isRateOf, type SamplingConfig } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { filtersOf } from "../filter-rules/filter-store.ts";
import { AppError } from "../http/app-error.ts";

/**
 * A rate decides which rows a rule drops, so that of a rule under test or in force stays as it is tested and proved. To be asked where
 * the tenant is changed: whoever gives a rule to be tested at the same time changes it too.
 * @throws AppError `filter-state` with the rule.
 */
export async function requireUnusedRate(
  { deps, tenantId }: RequestContext,
  rates: readonly Pick<SamplingConfig, "targetCategory" | "table">[],
): Promise<void> {
  const rules = (await filtersOf(deps.documents, tenantId)).map(({ body }) => body.rule);
  const used = rules
    .filter(({ state }) => state === "Testing" || dropsRows(state))
    .find((rule) => rates.some((rate) => isRateOf(rate, rule)));
  if (used === undefined) return;
  const { ruleName, state } = used;
  const detail =
    state === "Testing"
      ? `"${ruleName}" is tested with this rate. Make it a draft again before you change the rate.`
      : `"${ruleName}" drops rows by this rate. Take it to review before you change the rate.`;
  throw new AppError("filter-state", detail);
}
