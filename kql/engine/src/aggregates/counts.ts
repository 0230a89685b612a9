import { type Expr, expr } from "../compile/expr.ts";
import { arg, arity } from "../functions/function.ts";
import { type Aggregate, type AggregateCall, filter, predicate } from "./aggregate.ts";

export const COUNTS: Readonly<Record<string, Aggregate>> = {
  // count(x) counts rows where x is null too (measured).
  count: (call) => {
    arity(call, 0, 1);
    return expr("long", "count(*)", false);
  },
  countif: (call) => {
    arity(call, 1);
    return expr("long", `count(*)${filter(predicate(call, 0))}`, false);
  },
  // Exact here, whatever the accuracy asked for; Kusto's own dcount is an estimate above small counts.
  dcount: (call) => distinct(call, 2),
  count_distinct: (call) => distinct(call, 1),
  dcountif: (call) => distinct(call, 3, predicate(call, 1)),
  count_distinctif: (call) => distinct(call, 2, predicate(call, 1)),
};

// Nulls do not count: https://learn.microsoft.com/kusto/query/dcount-aggregation-function
function distinct(call: AggregateCall, most: number, condition?: string): Expr {
  arity(call, condition === undefined ? 1 : 2, most);
  const value = arg(call, 0);
  // Zero has two signs, and NaN many bits: one value each.
  const sql = value.type === "real" ? `(${value.sql} + 0.0)` : value.sql;
  return expr("long", `count(DISTINCT ${sql})${filter(condition)}`, false);
}
