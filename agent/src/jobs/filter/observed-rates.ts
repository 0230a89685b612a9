import { perMinuteQuery } from "@logdoctor/kql-filter";
import type { FilterRule } from "@logdoctor/shared-policies";
import type { FilterContext, TableWork } from "./context.ts";
import { historyOf } from "./dry-run-table.ts";
import { played } from "./history.ts";

/**
 * The rules with the rows a minute that match those of them that are tested and sample. Each is counted once for a test: what was
 * counted is reported, and comes back with the rule, so that what is proved, approved and applied later keeps the same rows. Throws
 * `WorkspaceError` and `FilterRefusal`.
 */
export async function withObserved(
  context: FilterContext,
  work: TableWork,
  rules: readonly FilterRule[],
): Promise<FilterRule[]> {
  if (!rules.some(isToCount)) return [...rules];
  const { ast } = played(context, work, rules);
  const observed = new Map<string, number>();
  for (const { id } of rules.filter(isToCount)) {
    const node = ast.rules.find((one) => one.id === id);
    if (node === undefined) continue;
    const [first] = await context.workspace.rows(perMinuteQuery(node, ast, historyOf(context)));
    observed.set(id, Number(first?.["PerMinute"] ?? 0));
  }
  return rules.map((rule) => {
    const observedPerMinute = observed.get(rule.id);
    return observedPerMinute === undefined ? rule : { ...rule, observedPerMinute };
  });
}

function isToCount({ state, action, observedPerMinute }: FilterRule): boolean {
  return state === "Testing" && action === "SAMPLE" && observedPerMinute === undefined;
}
