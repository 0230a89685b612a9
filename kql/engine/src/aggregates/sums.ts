import { type Expr, expr } from "../compile/expr.ts";
import { argOf, arity, type Call, decision, type FunctionTable } from "../functions/function.ts";

// Nulls are skipped; of nothing, the sum is 0 and the average NaN (measured). Sums of reals are plain IEEE additions in
// the order in which the rows come, which Kusto leaves open too.
export const SUMS: FunctionTable = {
  sum: (call) => {
    arity(call, 1);
    return sum(call, argOf(call, 0, "int", "long", "real", "timespan"), "");
  },
  sumif: (call) => {
    arity(call, 2);
    return sum(call, argOf(call, 0, "int", "long", "real", "timespan"), filter(decision(call, 1)));
  },
  avg: (call) => {
    arity(call, 1);
    return average(call, argOf(call, 0, "int", "long", "real"), "");
  },
  avgif: (call) => {
    arity(call, 2);
    return average(call, argOf(call, 0, "int", "long", "real"), filter(decision(call, 1)));
  },
};

function filter(condition: Expr): string {
  return ` FILTER (WHERE ${condition.truth ?? condition.sql})`;
}

function sum(call: Call, value: Expr, where: string): Expr {
  if (value.type === "real") return expr("real", `coalesce(sum(${value.sql})${where}, 0.0::DOUBLE)`, false);
  if (value.type === "timespan")
    return expr("timespan", `CAST(coalesce(sum(${value.sql})${where}, 0) AS BIGINT)`, false);
  if (call.type !== "long") throw call.refuse(`to ${call.type} is not supported`);
  return expr("long", `kql_wrap64(CAST(coalesce(sum(${value.sql})${where}, 0) AS HUGEINT))`, false);
}

function average(call: Call, value: Expr, where: string): Expr {
  if (call.type !== "real") throw call.refuse(`to ${call.type} is not supported`);
  const total = value.type === "real" ? `sum(${value.sql})${where}` : `kql_whole(sum(${value.sql})${where})`;
  return expr("real", `coalesce(${total} / count(${value.sql})${where}, 'NaN'::DOUBLE)`, false);
}
