interface Span {
  readonly from: string;
  readonly to: string;
}

/** Something besides people that reads a table: rows that it would miss must not go unseen. */
export type WatcherQuery = PatternWatchers | RuleWatchers | TextWatcher;

/** All detection patterns of a table, in one query whose rows name their pattern. */
export interface PatternWatchers {
  readonly kind: "pattern";
  /** Version of each pattern, by id. */
  readonly versions: ReadonlyMap<string, string>;
  readonly query: (span: Span) => string;
}

/** All rules of Prevent that look at rows of a table, in one query. */
export interface RuleWatchers {
  readonly kind: "prevention-rule";
  /** Id and version of each rule, in the order in which the query counts them, in columns `R0`, `R1` and so on. */
  readonly rules: readonly { readonly id: string; readonly version: string }[];
  /** Counts those rows that each rule looks at, of the rows that `where` names. */
  readonly query: (span: Span, where: string) => string;
}

/** A query of the customer's own: an alert rule, or one that was asked of late; or why such queries could not be read. */
export type TextWatcher = {
  readonly kind: "alert-rule" | "recent-query";
  readonly id: string;
  readonly version: string;
} & ({ readonly query: string } | { readonly unread: string });
