import type { Ceiling } from "@logdoctor/shared-policies";
import { shippedPatterns } from "../jobs/detect/shipped-patterns.ts";
import { patternWatchers } from "../jobs/filter/pattern-watchers.ts";
import type { CollectionRules, Filtering, FilterWorkspace } from "../jobs/filter/ports.ts";
import type { TableFacts } from "../jobs/retain/ports.ts";
import type { LogsClient } from "./logs-client.ts";

export interface FilteringSources {
  readonly rules: CollectionRules;
  readonly logs: LogsClient;
  /** A table by the Tables API. */
  readonly table: (name: string) => Promise<TableFacts | undefined>;
  readonly ceiling: Ceiling;
}

/** Azure as Filter needs it: the query API to read, ARM for data collection rules. */
export function filtering({ rules, logs, table, ceiling }: FilteringSources): Filtering {
  const workspace: FilterWorkspace = {
    async table(name) {
      const facts = await table(name);
      if (facts === undefined) return undefined;
      const columns = Object.fromEntries(facts.columns.map((column) => [column.name, column.type]));
      return { columns, plan: facts.plan };
    },
    rows: (kql) => logs.rows(kql),
  };
  return {
    rules,
    workspace,
    async watchersOf(of, bundle) {
      const kit = shippedPatterns();
      return patternWatchers(kit, { table: of, bundle, ceiling });
    },
  };
}
