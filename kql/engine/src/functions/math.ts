import { type Expr, expr, SQL_TYPES, widen } from "../compile/expr.ts";
import { arg, argOf, arity, type Call, type FunctionTable } from "./function.ts";

export const MATH: FunctionTable = {
  bin,
  floor: bin,
  ceiling: (call) => {
    arity(call, 1);
    const value = argOf(call, 0, "real");
    return expr("real", `ceil(${value.sql})`, value.nullable);
  },
  abs,
  isnan: (call) => realTest(call, (sql) => `isnan(${sql})`),
  isinf: (call) => realTest(call, (sql) => `isinf(${sql})`),
};

// Rounds down to a multiple, also below zero. The step is a positive constant; of reals a power of two, so that the
// division is exact and no rounding can move a value to another bin.
function bin(call: Call): Expr {
  arity(call, 1, 2);
  const value = arg(call, 0);
  if (call.args.length === 1) return floorOf(call, value);
  const step = arg(call, 1);
  if (value.type === "datetime" || value.type === "timespan") return binTicks(call, value, step);
  if (call.type === "real") return binReal(call, value, step);
  if (typeof step.literal !== "bigint" || step.literal <= 0n) throw call.refuse("the step must be a positive constant");
  if (call.type !== "long" && call.type !== "int") throw call.refuse(`of ${value.type} is not supported`);
  return expr(
    call.type,
    `CAST(kql_bin(CAST(${value.sql} AS HUGEINT), ${step.literal}) AS ${SQL_TYPES[call.type]})`,
    value.nullable,
  );
}

function floorOf(call: Call, value: Expr): Expr {
  if (value.type === "real" && call.type === "real") return expr("real", `floor(${value.sql})`, value.nullable);
  throw call.refuse(`of ${value.type} without a step is not supported`);
}

function binTicks(call: Call, value: Expr, step: Expr): Expr {
  if (step.type !== "timespan" || typeof step.literal !== "bigint" || step.literal <= 0n)
    throw call.refuse("the step must be a positive constant timespan");
  return expr(call.type, `CAST(kql_bin(CAST(${value.sql} AS HUGEINT), ${step.literal}) AS BIGINT)`, value.nullable);
}

function binReal(call: Call, value: Expr, step: Expr): Expr {
  const size = step.literal === undefined || step.literal === null ? Number.NaN : Number(step.literal);
  if (!(size > 0) || !Number.isInteger(Math.log2(size)))
    throw call.refuse("of reals needs a constant step that is a power of two");
  return expr("real", `(floor(${widen(value, "real").sql} / ${size}) * ${size})`, value.nullable);
}

function abs(call: Call): Expr {
  arity(call, 1);
  const value = argOf(call, 0, "int", "long", "real");
  if (value.type === "real") return expr("real", `abs(${value.sql})`, value.nullable);
  if (call.type !== "long") throw call.refuse(`to ${call.type} is not supported`);
  return expr("long", `kql_wrap64(abs(CAST(${value.sql} AS HUGEINT)))`, value.nullable);
}

function realTest(call: Call, build: (sql: string) => string): Expr {
  arity(call, 1);
  const value = argOf(call, 0, "real");
  // Of null it is null (measured), unlike a comparison.
  return expr("bool", build(value.sql), value.nullable);
}
