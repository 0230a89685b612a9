import { encodeDynamic } from "../dynamic/codec.ts";
import type { Dynamic } from "../dynamic/value.ts";
import type { ColumnType } from "../types.ts";

/** A scalar in SQL, in the engine's representation of its Kusto type (see README, "Representations"). */
export interface Expr {
  readonly type: ColumnType;
  readonly sql: string;
  /** May the value be null? Strings never are. */
  readonly nullable: boolean;
  /** For bool: SQL that is true exactly when the value is true, else false or NULL. Lets DuckDB prune and push down. */
  readonly truth?: string;
  /** For bool: a null here is not proven to be null, only that it is not true; see `shown`. */
  readonly unprovenNull?: boolean;
  /** The binder's type for it is wrong: it may be shown, and not be computed with. */
  readonly retyped?: boolean;
  /** The value, when it is a literal: ticks for datetime and timespan. */
  readonly literal?: string | bigint | number | boolean | null;
  /** For dynamic: the value, when it is a constant. */
  readonly constant?: Dynamic;
  /** For dynamic: SQL of its text as tostring() prints it (NULL where it is null), when that is cheaper than from `sql`. */
  readonly text?: string;
  /** For a plain dynamic: SQL list of its elements' texts where it is an array that has any; else empty or NULL. */
  readonly texts?: string;
  /** For dynamic: it holds JSON only; see RelationColumn. */
  readonly plain?: true;
  /** Of a function with several results: each of them (the expression itself is the first), and SQL of the array of all. */
  readonly parts?: readonly Expr[];
  readonly whole?: string;
}

export const SQL_TYPES: Readonly<Record<ColumnType, string>> = {
  string: "VARCHAR",
  int: "INTEGER",
  long: "BIGINT",
  real: "DOUBLE",
  bool: "BOOLEAN",
  datetime: "BIGINT",
  timespan: "BIGINT",
  guid: "VARCHAR",
  dynamic: "VARCHAR",
  decimal: "VARCHAR",
};

/** A SQL string literal for exactly `text`. */
export function sqlString(text: string): string {
  // DuckDB's plain literals know no escapes, so a quote is doubled; NUL cannot stand in SQL text.
  if (!text.includes("\0")) return `'${text.replaceAll("'", "''")}'`;
  return `(${text
    .split("\0")
    .map((part) => sqlString(part))
    .join(" || chr(0) || ")})`;
}

export function expr(type: ColumnType, sql: string, nullable = true): Expr {
  return { type, sql, nullable: type === "string" ? false : nullable };
}

/** `body` of a value that is computed once however often it stands there: DuckDB computes each arm of a CASE anew. */
export function once(sql: string, body: (name: string) => string): string {
  return /^\w+$/.test(sql) ? body(sql) : `list_transform([${sql}], once -> ${body("once")})[1]`;
}

/** A bool that is never null: `truth` may be NULL where the answer is false. */
export function boolFromTruth(truth: string, exact: boolean): Expr {
  return { type: "bool", sql: exact ? truth : `coalesce(${truth}, false)`, truth, nullable: false };
}

/**
 * A value as a column, as text or under `not`. Where `and` and `or` give null, documentation calls it false and its
 * examples show null: there the query ends.
 */
export function shown(value: Expr): Expr {
  if (value.unprovenNull !== true) return value;
  const sql = `CASE WHEN ${value.sql} IS NULL THEN error('kql:NotSupported:What and/or of null give is not proven outside a filter') ELSE ${value.sql} END`;
  return { type: value.type, sql, nullable: false, ...(value.truth === undefined ? {} : { truth: value.truth }) };
}

export function nullOf(type: ColumnType): Expr {
  return type === "string"
    ? { type, sql: "''", nullable: false, literal: "" }
    : { type, sql: `CAST(NULL AS ${SQL_TYPES[type]})`, nullable: true, literal: null };
}

export function dynamicConstant(value: Dynamic): Expr {
  if (value === null) return { ...nullOf("dynamic"), constant: null };
  return { type: "dynamic", sql: sqlString(encodeDynamic(value)), nullable: false, constant: value };
}

export function longLiteral(value: bigint): Expr {
  // The smallest long has no positive twin to negate, so it is written as a cast of text.
  return { type: "long", sql: `CAST('${value}' AS BIGINT)`, nullable: false, literal: value };
}

const NUMERIC: readonly ColumnType[] = ["int", "long", "real", "decimal"];

/** A number that SQL itself adds up: not a decimal, which is text. */
export function isNumeric(type: ColumnType): boolean {
  return type !== "decimal" && NUMERIC.includes(type);
}

/** Widens a number to a type that holds it: int -> long -> real -> decimal. The SQL type of the result is that of `type`. */
export function widen(value: Expr, type: ColumnType): Expr {
  if (value.type === type) return value;
  if (value.type === "real" && type === "decimal")
    return { type, sql: `kqljs_real_to_decimal(${value.sql})`, nullable: true };
  return { type, sql: `CAST(${value.sql} AS ${SQL_TYPES[type]})`, nullable: value.nullable };
}

/** The type in which two numbers meet. */
export function widerOf(a: ColumnType, b: ColumnType): ColumnType {
  return NUMERIC[Math.max(NUMERIC.indexOf(a), NUMERIC.indexOf(b))] ?? a;
}
