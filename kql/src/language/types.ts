/** The ten scalar types of the Kusto query language. */
export type ColumnType =
  | "string"
  | "int"
  | "long"
  | "real"
  | "bool"
  | "datetime"
  | "timespan"
  | "guid"
  | "dynamic"
  | "decimal";

/** Where in the text something is: `offset` from 0, `line` and `column` from 1, all in UTF-16 units. */
export interface Position {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** One reason why a text was refused. `code` is stable, `message` is for people. */
export interface Diagnostic {
  readonly code: string;
  readonly message: string;
  readonly position: Position;
}

/** The operators that Azure's Delete Data and Purge APIs know. */
export type FilterOperator = "==" | "=~" | "in" | "in~" | ">" | ">=" | "<" | "<=" | "between";

export type FilterScalar = string | number;

/**
 * One column comparison of the Delete Data API; several are joined by AND.
 *
 * `value` is a list for `in`, `in~` (one or more) and `between` (exactly two, both ends inclusive).
 * Datetimes are ISO text with 7 digits and `Z`. Longs are numbers within 2^53. Booleans are `"true"` / `"false"`.
 */
export interface DeleteFilter {
  readonly column: string;
  readonly operator: FilterOperator;
  readonly value: FilterScalar | FilterScalar[];
}

export type PredicateResult =
  | { readonly ok: true; readonly filters: DeleteFilter[]; readonly text: string }
  | { readonly ok: false; readonly diagnostics: Diagnostic[] };
