import type { ColumnType } from "../types.ts";
import { meetDynamic } from "./dynamic-operand.ts";
import { type Expr, isNumeric, sqlString, widen, widerOf } from "./expr.ts";
import { alignText } from "./text-constant.ts";

export type Comparison = "<" | "<=" | ">" | ">=";
export type Fail = (message: string) => Error;

// https://learn.microsoft.com/kusto/query/scalar-data-types/null-values and measured: null == 1 is false, null != 1 is
// true, null == null and null != null are null, and null is neither below nor above anything: that is null too.

const COMPARED = "kqljs_decimal_compare";
const ORDERED: readonly ColumnType[] = ["int", "long", "real", "datetime", "timespan", "decimal"];

export function equal(left: Expr, right: Expr, fail: Fail): Expr {
  const [a, b] = meet(left, right, fail);
  const same = sameSql(a, b);
  return bool({ a, b, value: nullSafe(a, b, `coalesce(${same}, false)`, same), truth: same });
}

export function notEqual(left: Expr, right: Expr, fail: Fail): Expr {
  const [a, b] = meet(left, right, fail);
  const same = sameSql(a, b);
  const other = a.nullable || b.nullable ? `NOT coalesce(${same}, false)` : `NOT ${same}`;
  const value = nullSafe(a, b, `(${other})`, `(${other})`);
  return bool({ a, b, value, truth: value });
}

export function compare(operator: Comparison, left: Expr, right: Expr, fail: Fail): Expr {
  const [a, b] = meet(left, right, fail);
  if (!ORDERED.includes(a.type)) throw fail(`Ordering values of type ${a.type} is not supported`);
  if (a.type === "decimal") {
    const below = `(${COMPARED}(${a.sql}, ${b.sql}) ${operator} 0)`;
    return order(a, b, below, below);
  }
  const truth = `(${a.sql} ${operator} ${b.sql}${a.type === "real" ? notNan(a, b) : ""})`;
  // A false beside a null would hide the null.
  const nulls = [a, b].filter((side) => side.nullable).map((side) => `${side.sql} IS NULL`);
  const value =
    a.type === "real" && nulls.length > 0 && notNan(a, b) !== ""
      ? `CASE WHEN ${nulls.join(" OR ")} THEN NULL ELSE ${truth} END`
      : truth;
  return order(a, b, value, truth);
}

/** `left` is one of `items`; each is compared by `==`. */
export function isOneOf(left: Expr, items: readonly Expr[], fail: Fail): Expr {
  const constants = items.map((item) => plainConstant(left, item));
  if (left.type !== "real" && constants.every((constant) => constant !== undefined)) {
    const truth = `(${left.sql} IN (${constants.join(", ")}))`;
    return { type: "bool", sql: left.nullable ? `coalesce(${truth}, false)` : truth, truth, nullable: false };
  }
  const tests = items.map((item) => equal(left, item, fail));
  return {
    type: "bool",
    sql: `(${tests.map((test) => test.sql).join(" OR ")})`,
    truth: `(${tests.map((test) => test.truth ?? test.sql).join(" OR ")})`,
    nullable: tests.some((test) => test.nullable),
  };
}

function plainConstant(left: Expr, item: Expr): string | undefined {
  const { literal } = item;
  if (literal === undefined || literal === null) return undefined;
  if (item.type === left.type && (left.type === "string" || left.type === "guid")) return sqlString(String(literal));
  const integers: readonly ColumnType[] = ["int", "long"];
  const whole = item.type === left.type ? ["int", "long", "datetime", "timespan"].includes(left.type) : false;
  return whole || (integers.includes(left.type) && integers.includes(item.type)) ? `${literal}` : undefined;
}

function sameSql(a: Expr, b: Expr): string {
  if (a.type === "decimal") return `(${COMPARED}(${a.sql}, ${b.sql}) = 0)`;
  return `(${a.sql} = ${b.sql}${a.type === "real" ? notNan(a, b) : ""})`;
}

function nullSafe(a: Expr, b: Expr, oneNull: string, noNull: string): string {
  if (!a.nullable && !b.nullable) return noNull;
  if (!a.nullable || !b.nullable) return oneNull;
  return `CASE WHEN ${a.sql} IS NULL AND ${b.sql} IS NULL THEN NULL ELSE ${oneNull} END`;
}

function bool({ a, b, value, truth }: { a: Expr; b: Expr; value: string; truth: string }): Expr {
  return { type: "bool", sql: value, truth, nullable: a.nullable && b.nullable };
}

function order(a: Expr, b: Expr, value: string, truth: string): Expr {
  return { type: "bool", sql: value, truth, nullable: a.nullable || b.nullable };
}

function meet(left: Expr, right: Expr, fail: Fail): [Expr, Expr] {
  if (left.type === "dynamic" || right.type === "dynamic") return meet(...meetDynamic(left, right, fail), fail);
  const [a, b] = alignText(left, right, fail);
  if (a.type === b.type) return [a, b];
  const numbers = [a, b].every(({ type }) => isNumeric(type) || type === "decimal");
  if (!numbers) throw fail(`Comparing ${a.type} with ${b.type} is not supported`);
  const type = widerOf(a.type, b.type);
  return [widen(a, type), widen(b, type)];
}

// In DuckDB NaN equals NaN and is above all numbers; in IEEE 754, which Kusto follows, it compares with nothing.
function notNan(...sides: Expr[]): string {
  return sides
    .filter((side) => typeof side.literal !== "number" || Number.isNaN(side.literal))
    .map((side) => ` AND NOT isnan(${side.sql})`)
    .join("");
}
