import type { ColumnType } from "../types.ts";
import { balanced } from "./chains.ts";
import { strictly } from "./dynamic-operand.ts";
import { type Expr, expr, isNumeric, longLiteral, SQL_TYPES, widen } from "./expr.ts";

interface Operation {
  readonly operator: string;
  readonly left: Expr;
  readonly right: Expr;
  /** The type that the binder gives the result. */
  readonly type: ColumnType;
  readonly fail: (message: string) => Error;
}

const SIGNS: Readonly<Record<string, string>> = { Add: "+", Subtract: "-", Multiply: "*", Divide: "/", Modulo: "%" };

const DECIMAL: Readonly<Record<string, string>> = {
  "+": "kqljs_decimal_add",
  "-": "kqljs_decimal_subtract",
  "*": "kqljs_decimal_multiply",
  "/": "kqljs_decimal_divide",
  "%": "kqljs_decimal_modulo",
};

export function arithmetic(given: Operation): Expr {
  const operation = withoutDynamic(given);
  const { operator, left, right, type, fail } = operation;
  const sign = SIGNS[operator];
  if (sign === undefined) throw fail(`The operator ${operator} is not supported`);
  if (left.retyped === true || right.retyped === true) throw fail("The type of this result is not proven");
  if (type === "decimal") return decimals(sign, operation);
  if (isNumeric(left.type) && isNumeric(right.type)) return numbers(sign, operation);
  const result = times(sign, operation);
  if (result === undefined) throw fail(`${left.type} ${sign} ${right.type} is not supported`);
  return result;
}

function withoutDynamic(given: Operation): Operation {
  const { left, right, fail } = given;
  if (left.type !== "dynamic" && right.type !== "dynamic") return given;
  if (left.type === right.type) throw fail("Arithmetic with nothing but dynamic values is not supported; convert them");
  return { ...given, left: strictly(left, right.type, fail), right: strictly(right, left.type, fail) };
}

function decimals(sign: string, { left, right, fail }: Operation): Expr {
  const [a, b] = [widen(left, "decimal"), widen(right, "decimal")];
  if (a.type !== "decimal" || b.type !== "decimal") throw fail(`${left.type} ${sign} ${right.type} is not supported`);
  return expr("decimal", `${DECIMAL[sign]}(${a.sql}, ${b.sql})`, a.nullable || b.nullable);
}

function numbers(sign: string, { left, right, type, fail }: Operation): Expr {
  const nullable = left.nullable || right.nullable;
  if (type === "real") {
    const [a, b] = [widen(left, "real").sql, widen(right, "real").sql];
    return expr("real", sign === "%" ? `kql_real_modulo(${a}, ${b})` : `(${a} ${sign} ${b})`, nullable);
  }
  if (type !== "long" && type !== "int") throw fail(`${sign} to ${type} is not supported`);
  const constant = folded(sign, left.literal, right.literal);
  if (type === "long" && constant !== undefined) return longLiteral(constant);
  const wrap = type === "long" ? "kql_wrap64" : "kql_wrap32";
  const a = `CAST(${left.sql} AS HUGEINT)`;
  const b = `CAST(${right.sql} AS HUGEINT)`;
  // Kusto: an integer divided by zero is null; division cuts towards zero.
  if (sign === "/") return expr(type, `${wrap}(${a} // nullif(${b}, 0))`, nullable || !isNonZero(right));
  if (sign === "%")
    return expr(type, `CAST(kql_modulo(${a}, ${b}) AS ${SQL_TYPES[type]})`, nullable || !isNonZero(right));
  return expr(type, `${wrap}(${a} ${sign} ${b})`, nullable);
}

function folded(sign: string, a: Expr["literal"], b: Expr["literal"]): bigint | undefined {
  if (typeof a !== "bigint" || typeof b !== "bigint" || !"+-*".includes(sign)) return undefined;
  return BigInt.asIntN(64, sign === "*" ? a * b : sign === "+" ? a + b : a - b);
}

/**
 * `a + b - c …` of whole numbers: sums wrap, so it is one whichever way it is nested. A tree: DuckDB takes seconds for
 * hundreds of levels. Undefined where a term is no whole number.
 */
export function wholeSum(
  terms: readonly { readonly value: Expr; readonly minus: boolean }[],
  type: ColumnType,
): Expr | undefined {
  if (!terms.every(({ value }) => (value.type === "int" || value.type === "long") && value.retyped !== true))
    return undefined;
  const total = (minus: boolean) =>
    balanced(
      terms.filter((term) => term.minus === minus).map(({ value }) => `CAST(${value.sql} AS HUGEINT)`),
      (a, b) => `(${a} + ${b})`,
    );
  const less = total(true);
  const nullable = terms.some(({ value }) => value.nullable);
  const sum = less === undefined ? total(false) : `${total(false)} - ${less}`;
  return expr(type, `${type === "long" ? "kql_wrap64" : "kql_wrap32"}(${sum})`, nullable);
}

function isNonZero(value: Expr): boolean {
  return typeof value.literal === "bigint" && value.literal !== 0n;
}

function times(sign: string, operation: Operation): Expr | undefined {
  const { left, right, type } = operation;
  const nullable = left.nullable || right.nullable;
  const shape = `${left.type} ${sign} ${right.type}`;
  const sum = `(CAST(${left.sql} AS HUGEINT) ${sign} CAST(${right.sql} AS HUGEINT))`;
  switch (shape) {
    case "datetime + timespan":
    case "datetime - timespan":
    case "timespan + datetime":
      return expr(type, `kql_datetime(${sum})`);
    case "datetime - datetime":
      return expr(type, `(${left.sql} - ${right.sql})`, nullable);
    case "timespan + timespan":
    case "timespan - timespan":
      return expr(type, `kql_timespan_ticks(${sum})`, nullable);
    case "timespan / timespan":
      return expr(type, `(CAST(${left.sql} AS DOUBLE) / CAST(${right.sql} AS DOUBLE))`, nullable);
    default:
      return scaledSpan(sign, operation);
  }
}

/** A timespan times or divided by a number; of a real, the ticks beyond the point are cut off. */
function scaledSpan(sign: string, { left, right, type }: Operation): Expr | undefined {
  const [span, factor] = left.type === "timespan" ? [left, right] : [right, left];
  if (type !== "timespan" || span.type !== "timespan" || !isNumeric(factor.type)) return undefined;
  if (sign !== "*" && !(sign === "/" && left.type === "timespan")) return undefined;
  const nullable = span.nullable || factor.nullable;
  if (factor.type === "real")
    return expr("timespan", `kql_real_ticks(CAST(${span.sql} AS DOUBLE) ${sign} ${factor.sql})`, true);
  const [ticks, by] = [`CAST(${span.sql} AS HUGEINT)`, `CAST(${factor.sql} AS HUGEINT)`];
  if (sign === "*") return expr("timespan", `kql_timespan_ticks(${ticks} * ${by})`, nullable);
  return expr("timespan", `kql_span_divide(${ticks}, ${by})`, nullable);
}

export function negate(value: Expr, type: ColumnType, fail: (message: string) => Error): Expr {
  if (value.type === "real") return { ...expr("real", `(-${value.sql})`, value.nullable), ...negated(value) };
  if (value.type === "decimal") return expr("decimal", `kqljs_decimal_negate(${value.sql})`, value.nullable);
  if (value.type === "timespan")
    return { ...expr("timespan", `CAST(-CAST(${value.sql} AS HUGEINT) AS BIGINT)`, value.nullable), ...negated(value) };
  if (value.type !== "int" && value.type !== "long") throw fail(`The negative of ${value.type} is not supported`);
  const wrap = type === "long" ? "kql_wrap64" : "kql_wrap32";
  return { ...expr(type, `${wrap}(-CAST(${value.sql} AS HUGEINT))`, value.nullable), ...negated(value) };
}

function negated({ literal }: Expr): { literal?: bigint | number } {
  return typeof literal === "bigint" || typeof literal === "number" ? { literal: -literal } : {};
}
