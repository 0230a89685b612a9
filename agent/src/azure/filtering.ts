import type { Ceiling } from "@logdoctor/shared-policies";
import type { Clock } from "../deps.ts";
import { shippedPatterns } from "../jobs/detect/shipped-patterns.ts";
import { patternWatchers } from "../jobs/filter/pattern-watchers.ts";
import type { CollectionRules, Filtering, FilterWorkspace } from "../jobs/filter/ports.ts";
import { ruleWatchers } from "../jobs/filter/rule-watchers.ts";
import { effectiveRules } from "../jobs/prevent/effective-rules.ts";
import type { PreventWorkspace } from "../jobs/prevent/ports.ts";
import { shippedRules } from "../jobs/prevent/shipped-rules.ts";
import { sourceOf } from "../jobs/prevent/source-of.ts";
import type { TableFacts } from "../jobs/retain/ports.ts";
import { customerQueries } from "./customer-queries.ts";
import type { LogsClient } from "./logs-client.ts";

export interface FilteringSources {
  readonly rules: CollectionRules;
  readonly logs: LogsClient;
  /** A table by the Tables API. */
  readonly table: (name: string) => Promise<TableFacts | undefined>;
  readonly prevention: Pick<PreventWorkspace, "use">;
  readonly ceiling: Ceiling;
  readonly clock: Clock;
}

/** Azure as Filter needs it: the query API to read, ARM for data collection rules. */
export function filtering(sources: FilteringSources): Filtering {
  const { rules, logs, table } = sources;
  const workspace: FilterWorkspace = {
    async table(name) {
      const facts = await table(name);
      if (facts === undefined) return undefined;
      const columns = Object.fromEntries(facts.columns.map((column) => [column.name, column.type]));
      return { columns, plan: facts.plan };
    },
    rows: (kql) => logs.rows(kql),
  };
  return { rules, workspace, watchersOf: (of, bundle) => watchersOf(sources, of, bundle) };
}

async function watchersOf(
  { logs, table: facts, prevention, ceiling, clock }: FilteringSources,
  table: string,
  bundle: Parameters<Filtering["watchersOf"]>[1],
): ReturnType<Filtering["watchersOf"]> {
  const kit = shippedRules();
  const { rules } = await effectiveRules(kit, bundle.policies.prevent);
  const columns = (await facts(table))?.columns.map(({ name }) => name) ?? [];
  const source = sourceOf(kit, { table, columns, plan: "Analytics" });
  return [
    ...patternWatchers(shippedPatterns(), { table, bundle, ceiling }),
    ...(source === undefined ? [] : ruleWatchers(source, rules)),
    ...(await customerQueries({ logs, workspace: prevention, now: clock.now() }, table)),
  ];
}
