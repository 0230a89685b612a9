import type { FilterRuleDetail } from "../../../../api/filter-queries.ts";

/** Whether a proof of that time is of an older rule: one is tested anew after each edit. */
export function isStale({ state = "Draft", steps }: Pick<FilterRuleDetail, "state" | "steps">, at: string): boolean {
  const tested = steps.findLast(({ action }) => action === "dryRun");
  return state === "Draft" || state === "Disabled" || tested === undefined || Date.parse(at) < Date.parse(tested.at);
}
