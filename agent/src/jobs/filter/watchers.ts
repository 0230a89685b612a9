import type { Watcher } from "@logdoctor/shared-policies";

/** Something besides people that reads a table: rows that it would miss must not go unseen. */
export type WatcherQuery = PatternWatchers | TextWatcher;

/** All detection patterns of a table, in one query whose rows name their pattern. */
export interface PatternWatchers {
  readonly kind: "pattern";
  /** Version of each pattern, by id. */
  readonly versions: ReadonlyMap<string, string>;
  /** The query over a span of ingestion time; `rows` stands for the table. */
  readonly query: (span: { readonly from: string; readonly to: string }) => string;
}

/** A query of the customer's own: an alert rule, or one that was asked of late. */
export interface TextWatcher {
  readonly kind: Exclude<Watcher["kind"], "pattern">;
  readonly id: string;
  readonly version: string;
  readonly query: string;
}
