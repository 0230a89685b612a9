import { FilterType, type StoredFilterRule } from "@logdoctor/shared-policies";

/** A rule with its place in the order in which rows of its table meet the rules, from 1. */
export interface RankedRule {
  readonly rule: StoredFilterRule;
  readonly rank: number;
}

/** Rules under their tables: source, keyword, category, sampling; then by priority, then by id. */
export function rulesByTable(rules: readonly StoredFilterRule[]): (readonly [table: string, RankedRule[]])[] {
  const tables = Map.groupBy(rules, ({ table = "" }) => table);
  return [...tables]
    .toSorted(([a], [b]) => a.localeCompare(b, "en"))
    .map(([table, own]) => [table, own.toSorted(inOrder).map((rule, index) => ({ rule, rank: index + 1 }))]);
}

function inOrder(a: StoredFilterRule, b: StoredFilterRule): number {
  const type = FilterType.options.indexOf(a.filterType) - FilterType.options.indexOf(b.filterType);
  return type || a.priority - b.priority || (a.id < b.id ? -1 : 1);
}
