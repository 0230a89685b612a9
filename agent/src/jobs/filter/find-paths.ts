import type { FilterRefusal } from "@logdoctor/shared-policies";
import type { CollectionRules, RuleSnapshot } from "./ports.ts";
import { type FlowKey, flowsTo } from "./rule-document.ts";

/** One way by which rows reach a table: a flow of a data collection rule that the customer lets us change. */
export interface Path {
  readonly rule: RuleSnapshot;
  readonly flow: FlowKey;
}

export type FoundPaths =
  | { readonly paths: readonly Path[] }
  | { readonly refusal: FilterRefusal; readonly collectionRule: string; readonly detail: string };

const workspaceTransforms = "workspacetransforms";

/**
 * The flows that a table's rows really pass. The workspace's own transformation takes what no other data collection rule brings,
 * and only where the workspace names it as its default.
 * @see https://learn.microsoft.com/azure/azure-monitor/data-collection/data-collection-transformations-create
 */
export async function findPaths(rules: CollectionRules, table: string): Promise<FoundPaths> {
  const found: Path[] = [];
  let unlinked: string | undefined;
  const linked = (await rules.defaultRuleId())?.toLowerCase();
  for (const id of rules.ids) {
    const rule = await rules.read(id);
    if (rule === undefined) continue;
    const flows = flowsTo(rule.document, { table, workspaceId: rules.workspaceId });
    const isWorkspaces = rule.document.kind?.toLowerCase() === workspaceTransforms;
    if (isWorkspaces && linked !== id.toLowerCase()) {
      if (flows.length > 0) unlinked = id;
      continue;
    }
    found.push(...flows.map((flow) => ({ rule, flow })));
  }
  if (found.length > 0) return { paths: found };
  return unlinked === undefined ? noPath(rules, table) : notLinked(unlinked);
}

function noPath({ ids }: CollectionRules, table: string): FoundPaths {
  const detail =
    ids.length === 0
      ? "No data collection rule was chosen for Filter in the agent's deployment (filterRuleIds)."
      : `None of the ${ids.length} chosen data collection rules brings rows to ${table} in this workspace.`;
  return { refusal: "no-path", collectionRule: "", detail };
}

function notLinked(id: string): FoundPaths {
  const detail =
    "The data collection rule has a transformation for the table, but the workspace does not name the rule as its default, so no row passes it.";
  return { refusal: "not-linked", collectionRule: id, detail };
}
