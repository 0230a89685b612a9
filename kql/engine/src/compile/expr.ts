import type { ColumnType } from "../types.ts";

/** A scalar in SQL, in the engine's representation of its Kusto type (see README, "Representations"). */
export interface Expr {
  readonly type: ColumnType;
  readonly sql: string;
  /** May the value be null? Strings never are. */
  readonly nullable: boolean;
  /** For bool: SQL that is true exactly when the value is true, else false or NULL. Lets DuckDB prune and push down. */
  readonly truth?: string;
  /** For bool: operands whose null makes the value (not the truth) unproven; see `shown`. */
  readonly nullOperands?: readonly string[];
  /** The value, when it is a literal: ticks for datetime and timespan. */
  readonly literal?: string | bigint | number | boolean | null;
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

/** A bool that is never null: `truth` may be NULL where the answer is false. */
export function boolFromTruth(truth: string, exact: boolean): Expr {
  return { type: "bool", sql: exact ? truth : `coalesce(${truth}, false)`, truth, nullable: false };
}

/** A bool whose value is not proven where an operand is null: there the query ends, unless `where` alone decides. */
export function boolUnlessNull(operands: readonly Expr[], sql: string, truth?: string): Expr {
  const nulls = operands.filter((operand) => operand.nullable).map((operand) => `${operand.sql} IS NULL`);
  if (nulls.length === 0) return { type: "bool", sql, truth: truth ?? sql, nullable: false };
  const guarded = `CASE WHEN ${nulls.join(" OR ")} THEN error('kql:NotSupported:What this is of null is not proven') ELSE ${sql} END`;
  return { type: "bool", sql: guarded, truth: truth ?? guarded, nullable: false };
}

/**
 * A value as a column or as text. In a filter a comparison with null is false (measured); shown, the documentation says
 * null and a measured constant says false, so rows where that matters end the query.
 */
export function shown(value: Expr): Expr {
  if (value.nullOperands === undefined || value.nullOperands.length === 0) return value;
  const nulls = value.nullOperands.map((sql) => `${sql} IS NULL`).join(" OR ");
  const sql = `CASE WHEN ${nulls} THEN error('kql:NotSupported:A comparison with null is not proven outside a filter') ELSE ${value.sql} END`;
  return { type: value.type, sql, nullable: value.nullable };
}

/** The operands of comparisons that may be null, of all values together. */
export function nullOperandsOf(...values: Expr[]): Pick<Expr, "nullOperands"> {
  const all = values.flatMap((value) => value.nullOperands ?? []);
  return all.length === 0 ? {} : { nullOperands: all };
}

export function nullOf(type: ColumnType): Expr {
  return type === "string"
    ? { type, sql: "''", nullable: false, literal: "" }
    : { type, sql: `CAST(NULL AS ${SQL_TYPES[type]})`, nullable: true, literal: null };
}

export function longLiteral(value: bigint): Expr {
  // The smallest long has no positive twin to negate, so it is written as a cast of text.
  return { type: "long", sql: `CAST('${value}' AS BIGINT)`, nullable: false, literal: value };
}

const NUMERIC: readonly ColumnType[] = ["int", "long", "real"];

export function isNumeric(type: ColumnType): boolean {
  return NUMERIC.includes(type);
}

/** Widens a number to a type that holds it: int -> long -> real. The SQL type of the result is that of `type`. */
export function widen(value: Expr, type: ColumnType): Expr {
  if (value.type === type) return value;
  return { type, sql: `CAST(${value.sql} AS ${SQL_TYPES[type]})`, nullable: value.nullable };
}

/** The type in which two numbers meet. */
export function widerOf(a: ColumnType, b: ColumnType): ColumnType {
  return NUMERIC[Math.max(NUMERIC.indexOf(a), NUMERIC.indexOf(b))] ?? a;
}
