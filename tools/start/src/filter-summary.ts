import type { Run, StoredFilterRule } from "@logdoctor/shared-policies";
import type { FilteredTraffic } from "./run-filter.ts";

/** One filter, as `--json` prints it. */
export interface FilterRuleSummary {
  readonly id: string;
  readonly name: string;
  readonly table: string;
  readonly state: string;
  /** Of the dry run. */
  readonly processed: number;
  readonly dropped: number;
  readonly gbPerMonth: number;
  /** Where its table stands in Azure. */
  readonly applied: string;
  readonly predictedDropRate?: number;
  readonly observedDropRate?: number;
}

/** The last run of Filter, and what became of the traffic since. */
export interface FilterSummary {
  readonly runId: string;
  readonly status: string;
  readonly rules: readonly FilterRuleSummary[];
  readonly traffic?: FilteredTraffic;
}

export function filterSummaryOf(
  run: Run,
  rules: readonly StoredFilterRule[],
  traffic: FilteredTraffic | undefined,
): FilterSummary {
  const shown = rules.map(({ id, ruleName, table = "", state, dryRun, applied }) => ({
    ...{ id, name: ruleName, table, state, applied: applied?.state ?? "none" },
    ...{ processed: dryRun?.processed ?? 0, dropped: dryRun?.dropped ?? 0, gbPerMonth: dryRun?.gbPerMonth ?? 0 },
    ...(applied?.predictedDropRate === undefined ? {} : { predictedDropRate: applied.predictedDropRate }),
    ...(applied?.observedDropRate === undefined ? {} : { observedDropRate: applied.observedDropRate }),
  }));
  return { runId: run.id, status: run.status, rules: shown, ...(traffic === undefined ? {} : { traffic }) };
}

/** The lines that a person reads of Filter. */
export function filterLines({ runId, status, rules, traffic }: FilterSummary): string[] {
  const head = `Filter, run ${runId}: ${status}; filters: ${rules.length}.`;
  const each = rules.map((rule) => {
    const seen = rule.observedDropRate === undefined ? "" : `, seen ${percent(rule.observedDropRate)}`;
    const share = `predicted ${percent(rule.predictedDropRate ?? 0)}${seen}`;
    return `${rule.name} (${rule.table}): ${rule.state}, ${rule.applied} in Azure; ${share}.`;
  });
  const passed =
    traffic === undefined ? [] : [`Of the last ${traffic.received} rows sent, ${traffic.dropped} were not stored.`];
  return [head, ...each, ...passed];
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
