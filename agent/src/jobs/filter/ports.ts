import type { ColumnType } from "@logdoctor/kql";
import type { PolicyBundle } from "@logdoctor/shared-policies";
import type { RuleDocument } from "./rule-document.ts";
import type { WatcherQuery } from "./watchers.ts";

/** A data collection rule as Azure gave it at one moment. */
export interface RuleSnapshot {
  readonly id: string;
  readonly etag: string;
  readonly document: RuleDocument;
}

/** What passed a rule in a span of time, by Azure's own metrics. */
export interface RuleTraffic {
  readonly received: number;
  /** Left out by the transformation or lost to its errors. */
  readonly dropped: number;
  readonly errors: number;
}

/** The data collection rules that the customer lets Filter change. Throws `WorkspaceError`. */
export interface CollectionRules {
  /** ARM ids, from the customer's own configuration. */
  readonly ids: readonly string[];
  /** ARM id of the workspace that the agent looks after. */
  readonly workspaceId: string;
  /** The rule that the workspace names as its transformation's, if any. */
  defaultRuleId(): Promise<string | undefined>;
  read(id: string): Promise<RuleSnapshot | undefined>;
  /** Replaces the whole rule: Azure knows no If-Match for it. */
  write(id: string, document: RuleDocument): Promise<void>;
  /** Half-open in time. Undefined where Azure offers no such metrics. */
  traffic(id: string, range: { readonly from: string; readonly to: string }): Promise<RuleTraffic | undefined>;
}

/** The customer's workspace, as far as Filter needs it: it reads, and nothing else. Throws `WorkspaceError`. */
export interface FilterWorkspace {
  /** Columns and plan of a table; undefined where there is none. */
  table(
    name: string,
  ): Promise<
    | { readonly columns: Readonly<Record<string, ColumnType>>; readonly plan: "Analytics" | "Basic" | "Auxiliary" }
    | undefined
  >;
  /** Rows of a small answer, by column name. */
  rows(kql: string): Promise<Record<string, unknown>[]>;
}

/** Azure as Filter needs it. */
export interface Filtering {
  readonly rules: CollectionRules;
  readonly workspace: FilterWorkspace;
  /** What reads a table, besides people: the patterns of a bundle, and the customer's own queries. */
  watchersOf(table: string, bundle: PolicyBundle): Promise<readonly WatcherQuery[]>;
}
