import { expr } from "../compile/expr.ts";
import type { GeoCell, GeoFunction } from "../geo/geo-function.ts";
import { GEO_FUNCTIONS } from "../geo/geo-functions.ts";
import { argOf, arity, type Call, type FunctionTable, type ScalarFunction } from "./function.ts";

/** Functions of geography: https://learn.microsoft.com/kusto/query/scalar-functions#geospatial-functions */
export const GEO_CALLS: FunctionTable = Object.fromEntries(
  Object.entries(GEO_FUNCTIONS).map(([name, made]) => [name, geoCall(name, made)]),
);

function geoCall(name: string, made: GeoFunction): ScalarFunction {
  const { parameters, defaults = [], returns } = made;
  return (call) => {
    arity(call, parameters.length - defaults.length, parameters.length);
    const given = call.args.map((_, i) => argument(call, i, parameters[i]));
    const missing = parameters.length - given.length;
    const values = [...given, ...defaults.slice(defaults.length - missing).map(literal)];
    const sql = `kqljs_${name}(${values.join(", ")})`;
    return returns === "string" ? expr(returns, `coalesce(${sql}, '')`) : expr(returns, sql, true);
  };
}

function literal(value: GeoCell): string {
  return value === null ? "NULL" : String(value);
}

function argument(call: Call, index: number, parameter: GeoFunction["parameters"][number] | undefined): string {
  if (parameter === "real") return `CAST(${argOf(call, index, "real", "int", "long").sql} AS DOUBLE)`;
  if (parameter === "long") return `CAST(${argOf(call, index, "int", "long").sql} AS BIGINT)`;
  if (parameter === "bool") return argOf(call, index, "bool").sql;
  return argOf(call, index, parameter === "dynamic" ? "dynamic" : "string").sql;
}
