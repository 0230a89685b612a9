import { type Expr, expr, isNumeric, SQL_TYPES, widen } from "../compile/expr.ts";
import { optionOf } from "../compile/options.ts";
import { arg, arity, type Call, type FunctionTable } from "./function.ts";

/** Rounds down to a multiple of the step, also below zero. By a negative step it is null (documented, measured). */
export const BINS: FunctionTable = {
  bin,
  floor: bin,
  bin_at: binAt,
  bin_auto: binAuto,
};

function bin(call: Call): Expr {
  arity(call, 2);
  const [value, step] = [arg(call, 0), arg(call, 1)];
  if (call.type === "decimal") {
    const [a, b] = [widen(value, "decimal"), widen(step, "decimal")];
    return expr("decimal", `kqljs_decimal_bin(${a.sql}, ${b.sql})`);
  }
  if (call.type === "real") return binReal(value, step);
  checkTypes(call, value, step);
  return binWhole(call, value, step, "0");
}

/** Steps that leave room for one more of them in 64 bits. */
const FITTING = 2n ** 61n;

// In 64 bits: 128 take twenty times as long. A datetime is never below 0, so its remainder is not either.
function narrow(call: Call, value: Expr, step: bigint): string {
  if (call.type === "datetime") return `(${value.sql} - ${value.sql} % ${step})`;
  return `CAST(kql_bin_long(CAST(${value.sql} AS BIGINT), ${step}) AS ${SQL_TYPES[call.type]})`;
}

function binWhole(call: Call, value: Expr, step: Expr, from: string): Expr {
  const positive = typeof step.literal === "bigint" && step.literal > 0n;
  if (from === "0" && positive && step.literal < FITTING)
    return expr(call.type, narrow(call, value, step.literal), value.nullable);
  const shifted = from === "0" ? `CAST(${value.sql} AS HUGEINT)` : `(CAST(${value.sql} AS HUGEINT) - ${from})`;
  const macro = positive
    ? `kql_bin(${shifted}, ${step.literal})`
    : `kql_bin_any(${shifted}, CAST(${step.sql} AS HUGEINT))`;
  const back = from === "0" ? macro : `(${macro} + ${from})`;
  if (call.type === "datetime")
    return expr("datetime", from === "0" && positive ? `CAST(${back} AS BIGINT)` : `kql_datetime(${back})`);
  return expr(call.type, `CAST(${back} AS ${SQL_TYPES[call.type]})`, value.nullable || !positive);
}

function binReal(value: Expr, step: Expr): Expr {
  const [v, s] = [widen(value, "real").sql, widen(step, "real").sql];
  const size = step.literal === undefined || step.literal === null ? Number.NaN : Number(step.literal);
  if (size > 0) return expr("real", `(floor(${v} / ${s}) * ${s})`, value.nullable);
  return expr("real", `kql_bin_real(${v}, ${s})`);
}

function binAt(call: Call): Expr {
  arity(call, 3);
  const [value, step, from] = [arg(call, 0), arg(call, 1), arg(call, 2)];
  if (call.type === "real") {
    const [v, f] = [widen(value, "real").sql, widen(from, "real").sql];
    const moved = expr("real", `(${v} - ${f})`, value.nullable || from.nullable);
    return expr("real", `(${binReal(moved, step).sql} + ${f})`);
  }
  checkTypes(call, value, step);
  if (from.type !== value.type && !(isNumeric(from.type) && isNumeric(value.type)))
    throw call.refuse(`of ${value.type} at ${from.type} is not supported`);
  return { ...binWhole(call, value, step, `CAST(${from.sql} AS HUGEINT)`), nullable: true };
}

// The size and a point of a bin's edge are options of the query; without a point bins start at zero.
function binAuto(call: Call): Expr {
  arity(call, 1);
  const { context } = call.scope;
  const [size, from] = [optionOf(context, "query_bin_auto_size"), optionOf(context, "query_bin_auto_at")];
  if (size === undefined) throw call.refuse("needs set query_bin_auto_size");
  const args = [arg(call, 0), size];
  return from === undefined ? bin({ ...call, args }) : binAt({ ...call, args: [...args, from] });
}

function checkTypes(call: Call, value: Expr, step: Expr): void {
  const time = value.type === "datetime" || value.type === "timespan";
  const whole = (type: string) => type === "int" || type === "long";
  if (time ? step.type === "timespan" : whole(value.type) && whole(step.type)) return;
  throw call.refuse(`of ${value.type} by ${step.type} is not supported`);
}
