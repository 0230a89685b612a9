import { type Expr, expr, widen } from "../compile/expr.ts";
import { arg, argOf, arity, type Call, type FunctionTable } from "./function.ts";

export const MATH: FunctionTable = {
  abs,
  ceiling: (call) => toWhole(call, (sql) => `ceil(${sql})`, "ceiling"),
  round,
  sign: (call) => {
    arity(call, 1);
    const value = argOf(call, 0, "int", "long", "real", "decimal");
    if (value.type === "decimal")
      return expr("real", `CAST(kqljs_decimal_compare(${value.sql}, '0') AS DOUBLE)`, value.nullable);
    return expr("real", `kql_sign(${widen(value, "real").sql})`, value.nullable);
  },
  pi: (call) => {
    arity(call, 0);
    return { ...expr("real", "pi()", false), literal: Math.PI };
  },
  exp: real((x) => `exp(${x})`),
  exp2: real((x) => `pow(2, ${x})`),
  exp10: real((x) => `pow(10, ${x})`),
  // Of a negative number it is null, of zero minus infinity (measured for log, documented for all).
  log: real((x) => `kql_log('e', ${x})`),
  log2: real((x) => `kql_log('2', ${x})`),
  log10: real((x) => `kql_log('10', ${x})`),
  sqrt: real((x) => `kql_sqrt(${x})`),
  gamma: real((x) => `kql_gamma(${x})`),
  loggamma: real((x) => `kql_loggamma(${x})`),
  sin: real((x) => `kql_finite_sin(${x})`),
  cos: real((x) => `kql_finite_cos(${x})`),
  tan: real((x) => `kql_finite_tan(${x})`),
  cot: real((x) => `(1.0::DOUBLE / kql_finite_tan(${x}))`),
  asin: real((x) => `kql_asin(${x})`),
  acos: real((x) => `kql_acos(${x})`),
  atan: real((x) => `atan(${x})`),
  atan2: real2((y, x) => `atan2(${y}, ${x})`),
  pow: real2((x, y) => `pow(${x}, ${y})`),
  degrees: real((x) => `(${x} * (180.0::DOUBLE / pi()))`),
  radians: real((x) => `(${x} * (pi() / 180.0::DOUBLE))`),
  // Of null these are null (measured), unlike a comparison.
  isnan: test((x) => `isnan(${x})`),
  isinf: test((x) => `isinf(${x})`),
  isfinite: test((x) => `isfinite(${x})`),
};

const NUMBERS = ["int", "long", "real"] as const;
const ANY_NUMBER = [...NUMBERS, "decimal"] as const;

function abs(call: Call): Expr {
  arity(call, 1);
  const value = argOf(call, 0, "int", "long", "real", "timespan", "decimal");
  if (value.type === "real") return expr("real", `abs(${value.sql})`, value.nullable);
  if (value.type === "decimal") return expr("decimal", `ltrim(${value.sql}, '-')`, value.nullable);
  if (value.type === "timespan")
    return expr("timespan", `kql_timespan_ticks(abs(CAST(${value.sql} AS HUGEINT)))`, value.nullable);
  if (call.type !== "long") throw call.refuse(`to ${call.type} is not supported`);
  return expr("long", `kql_wrap64(abs(CAST(${value.sql} AS HUGEINT)))`, value.nullable);
}

function toWhole(call: Call, build: (sql: string) => string, mode: string): Expr {
  arity(call, 1);
  const value = argOf(call, 0, "int", "long", "real", "decimal");
  if (value.type === "real") return expr("real", build(value.sql), value.nullable);
  if (value.type === "decimal")
    return expr("decimal", `kqljs_decimal_round(${value.sql}, 0, '${mode}')`, value.nullable);
  return widen(value, call.type);
}

// Halves go away from zero (measured).
function round(call: Call): Expr {
  arity(call, 1, 2);
  const value = argOf(call, 0, "int", "long", "real", "decimal");
  const places = call.args.length === 1 ? undefined : argOf(call, 1, "int", "long");
  if (value.type === "decimal")
    return expr("decimal", `kqljs_decimal_round(${value.sql}, CAST(${places?.sql ?? "0"} AS BIGINT), 'half')`);
  if (value.type !== "real") return roundWhole(call, value, places);
  if (places === undefined) return expr("real", `round(${value.sql})`, value.nullable);
  return expr("real", `kql_round(${value.sql}, CAST(${places.sql} AS BIGINT))`, value.nullable || places.nullable);
}

function roundWhole(call: Call, value: Expr, places: Expr | undefined): Expr {
  const constant = places === undefined ? 0n : places.literal;
  if (typeof constant !== "bigint") throw call.refuse("of a whole number needs a constant number of digits");
  if (constant < 0n && call.type !== "real") throw call.refuse(`of a whole number to ${call.type} is not proven`);
  const wide = widen(value, call.type);
  return constant < 0n ? expr("real", `kql_round(${wide.sql}, ${constant})`, value.nullable) : wide;
}

function real(build: (sql: string) => string): FunctionTable[string] {
  return (call) => {
    arity(call, 1);
    return expr("real", build(widen(argOf(call, 0, ...ANY_NUMBER), "real").sql));
  };
}

function real2(build: (a: string, b: string) => string): FunctionTable[string] {
  return (call) => {
    arity(call, 2);
    const [a, b] = [argOf(call, 0, ...ANY_NUMBER), argOf(call, 1, ...ANY_NUMBER)];
    return expr("real", build(widen(a, "real").sql, widen(b, "real").sql));
  };
}

function test(build: (sql: string) => string): FunctionTable[string] {
  return (call) => {
    arity(call, 1);
    const value = arg(call, 0);
    if (!NUMBERS.some((type) => type === value.type)) throw call.refuse(`of ${value.type} is not supported`);
    return expr("bool", build(widen(value, "real").sql), value.nullable);
  };
}
