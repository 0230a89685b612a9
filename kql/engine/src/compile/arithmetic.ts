import type { ColumnType } from "../types.ts";
import { type Expr, expr, isNumeric, SQL_TYPES, widen } from "./expr.ts";

interface Operation {
  readonly operator: string;
  readonly left: Expr;
  readonly right: Expr;
  /** The type that the binder gives the result. */
  readonly type: ColumnType;
  readonly fail: (message: string) => Error;
}

const SIGNS: Readonly<Record<string, string>> = { Add: "+", Subtract: "-", Multiply: "*", Divide: "/", Modulo: "%" };

export function arithmetic(operation: Operation): Expr {
  const { operator, left, right, type, fail } = operation;
  const sign = SIGNS[operator];
  if (sign === undefined) throw fail(`The operator ${operator} is not supported`);
  if (isNumeric(left.type) && isNumeric(right.type)) return numbers(sign, operation);
  if (sign === "+" || sign === "-") {
    const sum = times(sign, operation);
    if (sum !== undefined) return sum;
  }
  if (left.type === "timespan" && right.type === "timespan" && sign === "/")
    return expr(type, `(CAST(${left.sql} AS DOUBLE) / CAST(${right.sql} AS DOUBLE))`, left.nullable || right.nullable);
  throw fail(`${left.type} ${sign} ${right.type} is not supported`);
}

function numbers(sign: string, { left, right, type, fail }: Operation): Expr {
  const nullable = left.nullable || right.nullable;
  if (type === "real") {
    if (sign === "%") throw fail("The remainder of reals is not supported");
    return expr("real", `(${widen(left, "real").sql} ${sign} ${widen(right, "real").sql})`, nullable);
  }
  if (type !== "long" && type !== "int") throw fail(`${sign} to ${type} is not supported`);
  const wrap = type === "long" ? "kql_wrap64" : "kql_wrap32";
  const a = `CAST(${left.sql} AS HUGEINT)`;
  const b = `CAST(${right.sql} AS HUGEINT)`;
  // Kusto: an integer divided by zero is null; division cuts towards zero.
  if (sign === "/") return expr(type, `${wrap}(${a} // nullif(${b}, 0))`);
  if (sign === "%") return expr(type, `CAST(kql_modulo(${a}, ${b}) AS ${SQL_TYPES[type]})`);
  return expr(type, `${wrap}(${a} ${sign} ${b})`, nullable);
}

function times(sign: "+" | "-", { left, right, type }: Operation): Expr | undefined {
  const shape = `${left.type} ${sign} ${right.type}`;
  const sum = `(CAST(${left.sql} AS HUGEINT) ${sign} CAST(${right.sql} AS HUGEINT))`;
  const nullable = left.nullable || right.nullable;
  if (shape === "datetime + timespan" || shape === "datetime - timespan" || shape === "timespan + datetime")
    return expr(type, `kql_datetime(${sum})`);
  if (shape === "datetime - datetime" || shape === "timespan + timespan" || shape === "timespan - timespan")
    return expr(type, `CAST(${sum} AS BIGINT)`, nullable);
  return undefined;
}

export function negate(value: Expr, type: ColumnType, fail: (message: string) => Error): Expr {
  if (value.type === "real") return expr("real", `(-${value.sql})`, value.nullable);
  if (value.type === "timespan")
    return { ...expr("timespan", `CAST(-CAST(${value.sql} AS HUGEINT) AS BIGINT)`, value.nullable), ...negated(value) };
  if (value.type !== "int" && value.type !== "long") throw fail(`The negative of ${value.type} is not supported`);
  const wrap = type === "long" ? "kql_wrap64" : "kql_wrap32";
  return { ...expr(type, `${wrap}(-CAST(${value.sql} AS HUGEINT))`, value.nullable), ...negated(value) };
}

function negated(value: Expr): { literal?: bigint } {
  return typeof value.literal === "bigint" ? { literal: -value.literal } : {};
}
