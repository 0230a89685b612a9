import { type Expr, expr } from "../compile/expr.ts";
import { argOf, arity } from "../functions/function.ts";
import { type Aggregate, type AggregateCall, filter, predicate } from "./aggregate.ts";

// Nulls are skipped; of nothing, the sum is 0 and the average NaN (measured). Sums of reals are plain IEEE additions in
// the order in which the rows come, which Kusto leaves open too.
export const SUMS: Readonly<Record<string, Aggregate>> = {
  sum: (call) => {
    arity(call, 1);
    return sum(call, "");
  },
  sumif: (call) => {
    arity(call, 2);
    return sum(call, filter(predicate(call, 1)));
  },
  avg: (call) => {
    arity(call, 1);
    return average(call, "");
  },
  avgif: (call) => {
    arity(call, 2);
    return average(call, filter(predicate(call, 1)));
  },
};

function sum(call: AggregateCall, where: string): Expr {
  const value = argOf(call, 0, "int", "long", "real", "timespan", "decimal");
  if (value.type === "decimal") return expr("decimal", `coalesce(${overDecimals("sum", value, where)}, '0')`, false);
  if (value.type === "real") return expr("real", `coalesce(sum(${value.sql})${where}, 0.0::DOUBLE)`, false);
  if (value.type === "timespan")
    return expr("timespan", `CAST(coalesce(sum(${value.sql})${where}, 0) AS BIGINT)`, false);
  if (call.type !== "long") throw call.refuse(`to ${call.type} is not supported`);
  return expr("long", `kql_wrap64(CAST(coalesce(sum(${value.sql})${where}, 0) AS HUGEINT))`, false);
}

function average(call: AggregateCall, where: string): Expr {
  const value = argOf(call, 0, "int", "long", "real", "timespan", "datetime", "decimal");
  if (value.type === "decimal") return expr("decimal", overDecimals("avg", value, where));
  const [total, count] = [`sum(${value.sql})${where}`, `count(${value.sql})${where}`];
  if (value.type === "timespan" || value.type === "datetime")
    return expr(value.type, `CAST(${total} // ${count} AS BIGINT)`);
  if (call.type !== "real") throw call.refuse(`to ${call.type} is not supported`);
  const whole = value.type === "real" ? total : `kql_whole(${total})`;
  return expr("real", `coalesce(${whole} / ${count}, 'NaN'::DOUBLE)`, false);
}

/** An aggregate of decimals, which are text: over all of them at once. */
export function overDecimals(name: "sum" | "avg" | "min" | "max", value: Expr, where: string): string {
  return `kqljs_decimals_${name}(array_to_string(list(${value.sql})${where}, ' '))`;
}
