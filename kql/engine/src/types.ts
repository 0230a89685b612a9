import type { ColumnType, DeleteFilter } from "@logdoctor/kql";

export type { ColumnType, DeleteFilter } from "@logdoctor/kql";

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

export interface QueryOptions {
  /** The engine's clock, in ticks: `now()`, `ago()`. */
  readonly now: bigint;
  /** Ticks, half-open on TimeGenerated of every table read. */
  readonly timespan?: { readonly start: bigint; readonly end: bigint };
  /** Milliseconds from the start of the reading until the query is ended with an error; it has all time without. */
  readonly timeoutMs?: number;
  /** Values for `declare query_parameters`: KQL literals such as `datetime(2026-01-01)`; strings as they are. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The text is a `transformKql` that calls the rows of this table `source`; see `runTransform`. */
  readonly transformOf?: string;
}

export interface QueryResult {
  readonly columns: Column[];
  /**
   * Batches of rows; each string is one row as the query API's JSON array text, such as
   * `["2026-01-01T00:00:00.1234567Z",5,"{\"a\":1}",null]`. Longs are exact number literals, dynamic is a JSON string,
   * a real that JSON cannot hold is `"NaN"`, `"Infinity"` or `"-Infinity"`; timespan, guid, decimal are strings.
   * Starts the query; it runs until the last batch is read or `return()` is called. Throws KqlError on the data's faults.
   */
  rows(): AsyncIterable<string[]>;
}

export interface Engine {
  createTable(name: string, columns: readonly Column[]): Promise<void>;
  /**
   * A saved function of the workspace, such as a parser: its body, or `(parameters) { body }`. It may use those created
   * before it. Throws KqlError for a name that is taken and for text that is no function.
   */
  createFunction(name: string, text: string): void;
  tables(): ReadonlyMap<string, readonly Column[]>;
  /** Each string is one row as a JSON object by column name: missing = null, unknown property ignored. Returns the row count. */
  insertJson(table: string, rows: AsyncIterable<string> | Iterable<string>, ingestedAt: bigint): Promise<number>;
  /**
   * What a SELECT of DuckDB's SQL gives, as rows: for tables of many generated ones. Its columns are the table's, in their
   * order and in the representations that the README lists; nothing is checked but their SQL types. Trusted text only.
   * Returns the row count.
   */
  insertSelect(table: string, select: string, ingestedAt: bigint): Promise<number>;
  /** Deletes the rows that the same comparisons in KQL select; returns how many. */
  deleteWhere(table: string, filters: readonly DeleteFilter[], options: QueryOptions): Promise<number>;
  query(text: string, options: QueryOptions): Promise<QueryResult>;
  close(): Promise<void>;
}

export interface EngineOptions {
  /** DuckDB's `memory_limit`, such as `1GB`. */
  readonly memoryLimit?: string;
  readonly threads?: number;
}
