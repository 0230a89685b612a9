import { type Expr, expr } from "../compile/expr.ts";
import { argOf, arity } from "../functions/function.ts";
import { type Aggregate, type AggregateCall, filter, predicate } from "./aggregate.ts";
import { overDecimals } from "./sums.ts";

export const EXTREMES: Readonly<Record<string, Aggregate>> = {
  min: (call) => extreme(call, "min"),
  max: (call) => extreme(call, "max"),
  minif: (call) => extreme(call, "min", predicate(call, 1)),
  maxif: (call) => extreme(call, "max", predicate(call, 1)),
};

// Null of nothing but nulls; NaN of any NaN (both measured). DuckDB's own order has NaN above all numbers.
function extreme(call: AggregateCall, name: "min" | "max", condition?: string): Expr {
  arity(call, condition === undefined ? 1 : 2);
  const value = argOf(call, 0, "int", "long", "real", "datetime", "timespan", "string", "bool", "decimal");
  if (value.type === "decimal") return expr("decimal", overDecimals(name, value, filter(condition)));
  const plain = `${name}(${value.sql})${filter(condition)}`;
  if (value.type === "string") return expr("string", `coalesce(${plain}, '')`);
  if (value.type !== "real" || name === "max") return expr(value.type, plain);
  return expr("real", `CASE WHEN isnan(max(${value.sql})${filter(condition)}) THEN 'NaN'::DOUBLE ELSE ${plain} END`);
}
