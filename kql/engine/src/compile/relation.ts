import type { Graph } from "../graph/graph.ts";
import type { ColumnType } from "../types.ts";
import type { Expr } from "./expr.ts";

export interface RelationColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** The column's name in `sql`. Kusto names are case-sensitive and may be anything, these are not. */
  readonly physical: string;
  /** The binder gives it, Kusto does not: it is no part of the result. */
  readonly hidden?: true;
  /** Of a dynamic that holds JSON only: nothing in it has the mark of a scalar that JSON lacks; see dynamic/codec.ts. */
  readonly plain?: true;
}

/** Rows: a SELECT, and what its columns stand for. Physical columns that no entry names are dropped by projection. */
export interface Relation {
  readonly columns: readonly RelationColumn[];
  readonly sql: string;
  /** ORDER BY items over physical columns, when the rows are in an order. */
  readonly order?: readonly string[];
  /** Physical column of the hidden ingestion time, where it still is known. */
  readonly ingestion?: string;
  /** For a graph, which is no rows: `columns` is empty. */
  readonly graph?: Graph;
  /** For physical columns of plain dynamics: the physical column that holds their text as tostring() prints it, or NULL. */
  readonly texts?: ReadonlyMap<string, string>;
  /** Of a whole query: the clause before its SELECT. */
  readonly before?: string;
  /** Columns that were left out, since nothing that follows names them; see narrowing.ts. */
  readonly unseen?: ReadonlySet<string>;
  /** Physical column of the stored row's id, in a read of one stored table. */
  readonly rowId?: string;
}

/** The columns that the binder gives and Kusto does not; undefined where another column has the name of one. */
export function hiddenNames(sides: readonly Relation[]): ReadonlySet<string> | undefined {
  const all = sides.flatMap(({ columns }) => columns);
  const names = new Set(all.filter(({ hidden }) => hidden === true).map(({ name }) => name));
  return all.some(({ name, hidden }) => hidden !== true && names.has(name)) ? undefined : names;
}

export function columnExpr(column: RelationColumn): Expr {
  return {
    type: column.type,
    sql: column.physical,
    nullable: column.type !== "string",
    ...(column.plain === true ? { plain: true, text: plainText(column.physical) } : {}),
  };
}

/** The expression of a column, by the column of its text where the rows have one. */
export function columnIn(relation: Relation, column: RelationColumn): Expr {
  const text = relation.texts?.get(column.physical);
  return text === undefined ? columnExpr(column) : { ...columnExpr(column), text };
}

/** The text of a plain dynamic as tostring() prints it, NULL where that is null. */
export function plainText(physical: string): string {
  return `CASE WHEN starts_with(${physical}, '"') THEN json_extract_string(${physical}, '$') ELSE ${physical} END`;
}

export function findColumn(relation: Relation, name: string): RelationColumn | undefined {
  return relation.columns.find((column) => column.name === name);
}

/** A SELECT of all physical columns plus `added` (`expression AS name`). */
export function selectWith(relation: Relation, added: readonly string[]): string {
  return added.length === 0 ? relation.sql : `SELECT *, ${added.join(", ")} FROM (${relation.sql})`;
}
