import { type Expr, expr } from "../compile/expr.ts";
import { DYNAMIC_FUNCTIONS, type DynamicFunction } from "../scripted/dynamic-functions.ts";
import { UNPROVEN_PARTS } from "../series/unproven.ts";
import type { ColumnType } from "../types.ts";
import { listSql } from "./dynamic.ts";
import { arg, argOf, arity, type Call, type FunctionTable } from "./function.ts";

/** The language's functions of dynamic values that are written in TypeScript. */
export const DYNAMIC_CALLS: FunctionTable = {
  ...Object.fromEntries(
    Object.entries(DYNAMIC_FUNCTIONS).map(([name, made]) => [name, (call: Call) => apply(call, name, made)]),
  ),
  // The engine gives a real (measured), the binder says dynamic.
  jaccard_index: (call) => ({ ...apply(call, "jaccard_index", known("jaccard_index")), retyped: true }),
  // Of scalars only (measured: Kusto refuses another).
  repeat: (call) => {
    argOf(call, 0, "bool", "int", "long", "real", "datetime", "string", "timespan");
    return apply(call, "repeat", known("repeat"));
  },
  series_stats: (call) => several(call, "series_stats", ["real", "long", "real", "long", "real", "real", "real"]),
  series_fit_line: (call) => several(call, "series_fit_line", ["real", "real", "real", "real", "real", "dynamic"]),
  ...Object.fromEntries(
    Object.entries(UNPROVEN_PARTS).map(([name, types]) => [name, (call: Call) => several(call, name, types)]),
  ),
  array_sort_asc: (call) => sorted(call, "array_sort_asc"),
  array_sort_desc: (call) => sorted(call, "array_sort_desc"),
};

function known(name: string): DynamicFunction {
  const made = DYNAMIC_FUNCTIONS[name];
  if (made === undefined) throw new RangeError(`There is no function ${name}`);
  return made;
}

function apply(call: Call, name: string, made: DynamicFunction): Expr {
  arity(call, made.arity[0], made.arity[1]);
  const sql = `kqljs_${name}(${listSql(call.args.map((_, i) => arg(call, i)))})`;
  return expr(made.returns, made.returns === "string" ? `coalesce(${sql}, '')` : sql);
}

// Its value is that of the first array; all of them are its parts.
function sorted(call: Call, name: "array_sort_asc" | "array_sort_desc"): Expr {
  const all = apply(call, name, known(name));
  const arrays = call.args.filter(({ type }) => type !== "bool");
  const parts = arrays.map((_, i) => part(all.sql, i, "dynamic"));
  return { ...(parts[0] ?? all), ...(parts.length > 1 ? { parts, whole: all.sql } : {}) };
}

function several(call: Call, name: string, types: readonly ColumnType[]): Expr {
  const all = apply(call, name, known(name));
  const parts = types.map((type, i) => part(all.sql, i, type));
  return { ...(parts[0] ?? all), parts };
}

function part(all: string, i: number, type: ColumnType): Expr {
  const value = expr("dynamic", `CAST(nullif(json_extract(${all}, '$[${i}]'), 'null') AS VARCHAR)`);
  return type === "dynamic" ? value : expr(type, `kql_strictly_${type}(${value.sql})`);
}
