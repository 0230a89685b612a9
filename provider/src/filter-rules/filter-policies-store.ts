import {
  dropsRows,
  type FilterPolicies,
  type FilterRule,
  ratesOfRules,
  type SamplingConfig,
} from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { filterOptionsOf } from "../filter-settings/filter-settings-store.ts";
import { samplingOf } from "../filter-settings/sampling-store.ts";
import { filtersOf, type StoredFilter } from "./filter-store.ts";

/** What agents take as the rates of some rules: see `ratesOfRules`. */
export async function ratesOf(
  { deps, tenantId }: Pick<RequestContext, "deps" | "tenantId">,
  rules: readonly FilterRule[],
): Promise<SamplingConfig[]> {
  const all = await samplingOf(deps.documents, tenantId);
  return ratesOfRules(
    all.map(({ body }) => body.config),
    rules,
  );
}

/** Whether an agent has anything to do with a rule. */
export function isForAgents({ rule }: StoredFilter): boolean {
  return rule.isActive && (rule.state === "Testing" || dropsRows(rule.state));
}

/**
 * What a bundle says to Filter; undefined where there is nothing to say. What only reports change is not in it, or two bundles of one
 * version would differ.
 */
export async function filterPoliciesOf({
  deps,
  tenantId,
}: Pick<RequestContext, "deps" | "tenantId">): Promise<FilterPolicies | undefined> {
  const filters = (await filtersOf(deps.documents, tenantId)).map(({ body }) => body).filter(isForAgents);
  if (filters.length === 0) return undefined;
  const ordered = filters.toSorted((a, b) => (a.rule.id < b.rule.id ? -1 : 1));
  return {
    rules: ordered.map(({ rule }) => (rule.state === "Monitoring" ? { ...rule, state: "Active" } : rule)),
    sampling: await ratesOf(
      { deps, tenantId },
      ordered.map(({ rule }) => rule),
    ),
    approvedLosses: ordered.flatMap(({ rule, approvals }) =>
      approvals.flatMap(({ watcherId, watcherVersion, ruleVersion }) =>
        watcherVersion === undefined || ruleVersion === undefined
          ? []
          : [{ ruleId: rule.id, watcherId, ruleVersion, watcherVersion }],
      ),
    ),
    options: await filterOptionsOf(deps.documents, tenantId),
  };
}
