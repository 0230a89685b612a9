import type { Watcher } from "@logdoctor/shared-policies";
import type { FilterRuleDetail } from "../../../../api/filter-queries.ts";

/** Whether a loss is approved as the certificate shows it, or only for an earlier version of the rule or of who loses. */
export function approvalOf(
  { id, certificate, approvals }: Pick<FilterRuleDetail, "id" | "certificate" | "approvals">,
  watcher: Pick<Watcher, "id" | "version">,
): "approved" | "earlier" | "none" {
  const ofWatcher = approvals.filter(({ watcherId }) => watcherId === watcher.id);
  if (ofWatcher.length === 0) return "none";
  const version = certificate?.rules.find(({ ruleId }) => ruleId === id)?.version;
  const isAsShown = ofWatcher.some(
    ({ ruleVersion, watcherVersion }) =>
      ruleVersion !== undefined && ruleVersion === version && watcherVersion === watcher.version,
  );
  return isAsShown ? "approved" : "earlier";
}
