import type { FilterOutcome } from "@logdoctor/shared-policies";
import type { Stored } from "../documents/document-store.ts";
import type { StoredFilter } from "./filter-store.ts";

interface CountedFilter {
  readonly read: Stored<StoredFilter>;
  readonly after: StoredFilter;
}

/** With those of rules that are judged, within one transaction; the rest is counted by the next report. */
const maxWrites = 20;

/**
 * Rules under test that a report counted, for the first time in this test, the rows a minute of. From then on the figure stands with
 * the rule, and agents are told of it: what is proved, approved and applied keeps the same rows, however the volume changes.
 */
export function countedFilters(filters: readonly Stored<StoredFilter>[], outcome: FilterOutcome): CountedFilter[] {
  const counted = filters.flatMap((read): CountedFilter[] => {
    const { rule, revision } = read.body;
    const observedPerMinute = countOf(read.body, outcome);
    if (observedPerMinute === undefined) return [];
    return [{ read, after: { ...read.body, rule: { ...rule, observedPerMinute }, revision: revision + 1 } }];
  });
  return counted.slice(0, maxWrites);
}

function countOf({ rule, testedAt }: StoredFilter, { dryRuns }: FilterOutcome): number | undefined {
  const { id, table, state, action, observedPerMinute } = rule;
  if (state !== "Testing" || action !== "SAMPLE" || observedPerMinute !== undefined || testedAt === undefined)
    return undefined;
  const run = dryRuns.find((one) => one.table === table && Date.parse(one.to) >= Date.parse(testedAt));
  return run?.rules.find(({ ruleId }) => ruleId === id)?.observedPerMinute;
}
