import type { FilterRule } from "./documents.ts";
import { type JudgedStep, StopCause } from "./judge-report.ts";
import type { FilteredTable } from "./outcome.ts";

/** Rules of one table that stopped dropping rows for one reason. */
export interface FilterStop
  extends Pick<FilteredTable, "table" | "predictedDropRate" | "observedDropRate" | "transformErrors"> {
  readonly cause: StopCause;
  /** The agent's words. */
  readonly detail: string;
  /** Id of the data collection rule; empty where none is known. */
  readonly collectionRule: string;
  /** In the order of their ids. */
  readonly rules: readonly Pick<FilterRule, "id" | "ruleName">[];
}

export interface JudgedRule {
  readonly rule: Pick<FilterRule, "id" | "ruleName"> & { readonly table: string };
  readonly step: JudgedStep;
}

/** What a report stopped, the gravest first: what went wrong before what was refused, and this before what only ended. */
export function filterStopsOf(judged: readonly JudgedRule[]): FilterStop[] {
  const groups = new Map<string, FilterStop>();
  for (const { rule, step } of judged) {
    if (step.stop === undefined) continue;
    const { cause, seen } = step.stop;
    const { id, ruleName, table } = rule;
    const key = JSON.stringify([table, cause, seen?.collectionRule, step.reason]);
    const rules = [...(groups.get(key)?.rules ?? []), { id, ruleName }].toSorted((a, b) => (a.id < b.id ? -1 : 1));
    groups.set(key, {
      ...{ table, cause, detail: step.reason, collectionRule: seen?.collectionRule ?? "", rules },
      ...(cause === "reverted" ? measuredOf(seen) : {}),
    });
  }
  return [...groups.values()].toSorted((a, b) => rank(a) - rank(b) || (a.table < b.table ? -1 : 1));
}

function rank({ cause }: FilterStop): number {
  return StopCause.options.indexOf(cause);
}

function measuredOf(seen: FilteredTable | undefined): Partial<FilterStop> {
  const { predictedDropRate, observedDropRate, transformErrors } = seen ?? {};
  return {
    ...(predictedDropRate === undefined ? {} : { predictedDropRate }),
    ...(observedDropRate === undefined ? {} : { observedDropRate }),
    ...(transformErrors === undefined ? {} : { transformErrors }),
  };
}
