import { boolFromTruth, type Expr, isNumeric, nullOperandsOf, widen, widerOf } from "./expr.ts";

export type Comparison = "<" | "<=" | ">" | ">=";
export type Fail = (message: string) => Error;

// Kusto's comparison with null is false, not null, and `!=` is its negation (measured: a null long passes
// `where x != 1` and `where not(x == 1)`, and fails `where x == x`).

export function equal(left: Expr, right: Expr, fail: Fail): Expr {
  const [a, b] = meet(left, right, fail);
  if (a.type === "dynamic") throw fail("Comparing dynamic values is not supported; convert them first");
  const nan = a.type === "real" ? notNan(a, b) : "";
  return comparison(a, b, `(${a.sql} = ${b.sql}${nan})`);
}

export function compare(operator: Comparison, left: Expr, right: Expr, fail: Fail): Expr {
  const [a, b] = meet(left, right, fail);
  if (!["int", "long", "real", "datetime", "timespan"].includes(a.type))
    throw fail(`Ordering values of type ${a.type} is not supported`);
  const nan = a.type === "real" ? notNan(a, b) : "";
  return comparison(a, b, `(${a.sql} ${operator} ${b.sql}${nan})`);
}

/** `!=`: null differs from every value (measured, documented); whether it differs from null is not proven. */
export function notEqual(left: Expr, right: Expr, fail: Fail): Expr {
  const same = equal(left, right, fail);
  const plain = `(NOT ${same.sql})`;
  const sql =
    left.nullable && right.nullable
      ? `CASE WHEN ${left.sql} IS NULL AND ${right.sql} IS NULL THEN error('kql:NotSupported:null != null is not proven') ELSE ${plain} END`
      : plain;
  return { type: "bool", sql, truth: sql, nullable: false, ...nullOperandsOf(same) };
}

function comparison(a: Expr, b: Expr, truth: string): Expr {
  const nullOperands = [a, b].filter((side) => side.nullable).map((side) => side.sql);
  return { ...boolFromTruth(truth, nullOperands.length === 0), ...(nullOperands.length === 0 ? {} : { nullOperands }) };
}

function meet(left: Expr, right: Expr, fail: Fail): [Expr, Expr] {
  if (left.type === right.type && left.type !== "decimal") return [left, right];
  if (!isNumeric(left.type) || !isNumeric(right.type))
    throw fail(`Comparing ${left.type} with ${right.type} is not supported`);
  const type = widerOf(left.type, right.type);
  return [widen(left, type), widen(right, type)];
}

// In DuckDB NaN equals NaN and is above all numbers; in IEEE 754, which Kusto follows, it compares with nothing.
function notNan(...sides: Expr[]): string {
  return sides
    .filter((side) => typeof side.literal !== "number" || Number.isNaN(side.literal))
    .map((side) => ` AND NOT isnan(${side.sql})`)
    .join("");
}
