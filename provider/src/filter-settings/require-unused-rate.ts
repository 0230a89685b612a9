import { dropsRows, type SamplingConfig } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { isRateOf } from "../filter-rules/filter-policies-store.ts";
import { filtersOf } from "../filter-rules/filter-store.ts";
import { AppError } from "../http/app-error.ts";

/**
 * A rate decides which rows a rule drops, so that of a rule in force stays as it was proved.
 * @throws AppError `filter-state` with the rule.
 */
export async function requireUnusedRate(
  { deps, tenantId }: RequestContext,
  rates: readonly Pick<SamplingConfig, "targetCategory">[],
): Promise<void> {
  const rules = (await filtersOf(deps.documents, tenantId)).map(({ body }) => body.rule);
  const used = rules.find((rule) => dropsRows(rule.state) && rates.some((rate) => isRateOf(rate, rule)));
  if (used === undefined) return;
  throw new AppError(
    "filter-state",
    `"${used.ruleName}" drops rows by this rate. Take it to review before you change it.`,
  );
}
