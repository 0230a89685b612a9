/**
 * A small part of the query language as data, for a slow interpreter that shares nothing with the engine: not its parser,
 * not its SQL, not its types.
 */
export type Kind = "long" | "real" | "bool" | "string" | "datetime";

/** Longs and datetimes (ticks) are bigints. Strings are never null. */
export type Value = bigint | number | boolean | string | null;

export type Term =
  | { readonly is: "column"; readonly kind: Kind; readonly name: string }
  | { readonly is: "literal"; readonly kind: Kind; readonly value: Value }
  | { readonly is: "call"; readonly kind: Kind; readonly name: Operation; readonly args: readonly Term[] };

export type Operation =
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "=~"
  | "has"
  | "!has"
  | "contains"
  | "startswith"
  | "and"
  | "or"
  | "in"
  | "!in"
  | "not"
  | "iff"
  | "isnull"
  | "isempty"
  | "max_of"
  | "min_of"
  | "bin"
  | "strcat"
  | "strlen"
  | "tolower"
  | "tostring";

export interface Field {
  readonly name: string;
  readonly kind: Kind;
}

export interface Named {
  readonly name: string;
  readonly term: Term;
}

export interface Aggregate {
  readonly name: string;
  readonly of: "count" | "countif" | "sum" | "min" | "max" | "dcount" | "percentile";
  readonly arg?: Term;
  /** Of a percentile: which, from 0 to 100. */
  readonly rank?: number;
}

export type Step =
  | { readonly is: "where"; readonly condition: Term }
  | { readonly is: "extend"; readonly items: readonly Named[] }
  | { readonly is: "project"; readonly items: readonly Named[] }
  | { readonly is: "distinct"; readonly columns: readonly string[] }
  | { readonly is: "summarize"; readonly aggregates: readonly Aggregate[]; readonly by: readonly Named[] }
  | { readonly is: "top"; readonly count: number; readonly by: string; readonly descending: boolean }
  | {
      readonly is: "near";
      readonly by: string;
      readonly condition: Term;
      readonly before: number;
      readonly after: number;
    }
  | { readonly is: "union"; readonly table: string }
  | { readonly is: "join"; readonly kind: JoinKind; readonly table: string; readonly on: string };

export type JoinKind = "inner" | "leftouter" | "rightouter" | "fullouter" | "leftsemi" | "leftanti";

export interface Table {
  readonly fields: readonly Field[];
  readonly rows: readonly (readonly Value[])[];
}
