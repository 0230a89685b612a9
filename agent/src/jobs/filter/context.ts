import type { ColumnType } from "@logdoctor/kql";
import type { Ceiling, FilteredTable, FilterOutcome, FilterPolicies, FilterRule } from "@logdoctor/shared-policies";
import type { Clock, Log } from "../../deps.ts";
import type { StateBlobs } from "../retain/ports.ts";
import type { Journal } from "./journal.ts";
import type { CollectionRules, FilterWorkspace } from "./ports.ts";
import type { Terms } from "./terms.ts";
import type { WatcherQuery } from "./watchers.ts";

/** What watching needs: no policies and no permission. */
export interface WatchContext {
  readonly clock: Clock;
  readonly log: Log;
  readonly state: StateBlobs;
  readonly collectionRules: CollectionRules;
  readonly workspace: FilterWorkspace;
  readonly journal: Journal;
  readonly terms: Terms;
  /** Where each flow stands after what this run has done so far, by `flowName`. */
  readonly seen: Map<string, FilteredTable>;
}

/** Everything one run of Filter works with. */
export interface FilterContext extends WatchContext {
  readonly ceiling: Ceiling;
  readonly policies: FilterPolicies;
  readonly region: string;
  readonly outcome: FilterOutcome;
  /** Who reads a table, besides people. */
  readonly watchersOf: (table: string) => Promise<readonly WatcherQuery[]>;
  /** Asked right before rows begin to be dropped. Throws `LeaseLost` when superseded. */
  readonly permit: () => Promise<void>;
  /** Milliseconds; no work on another table starts after it. */
  readonly deadline: number;
}

/** One table with the rules that are for it. */
export interface TableWork {
  readonly table: string;
  readonly columns: Readonly<Record<string, ColumnType>>;
  readonly plan: "Analytics" | "Basic" | "Auxiliary";
  /** Rules that drop rows, or are to. */
  readonly inForce: readonly FilterRule[];
  /** Rules that are only tried on history. */
  readonly testing: readonly FilterRule[];
}
