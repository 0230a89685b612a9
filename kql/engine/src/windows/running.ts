import { type Expr, expr } from "../compile/expr.ts";
import { argOf, arity, decision } from "../functions/function.ts";
import { segmentOf, upToHere, type WindowCall, type WindowFunction } from "./window.ts";

/** Functions that carry a state from row to row. */
export const RUNNING: Readonly<Record<string, WindowFunction>> = {
  row_cumsum: (call) => {
    arity(call, 1, 2);
    const value = present(call, argOf(call, 0, "int", "long", "real", "timespan"));
    if (value.type === "real")
      return expr("real", sequential(call, "kqljs_running_sums", [value.sql, restartOf(call, 1)], "DOUBLE"), false);
    const segment = segmentOf(call, 1);
    const total = `CAST(${call.add(`sum(CAST(${value.sql} AS HUGEINT)) ${upToHere(call, segment)}`)} AS HUGEINT)`;
    if (value.type === "timespan") return expr("timespan", `CAST(${total} AS BIGINT)`, false);
    return expr(value.type, `${value.type === "int" ? "kql_wrap32" : "kql_wrap64"}(${total})`, false);
  },
  row_window_session: (call) => {
    arity(call, 3, 4);
    const value = argOf(call, 0, "datetime");
    const limits = [1, 2].map((index) => argOf(call, index, "timespan").sql);
    const cells = [`coalesce(CAST(${value.sql} AS VARCHAR), 'null')`, ...limits, restartOf(call, 3)];
    return expr(value.type, sequential(call, "kqljs_session_starts", cells, "BIGINT"));
  },
};

function present(call: WindowCall, value: Expr): Expr {
  if (!value.nullable || value.literal !== undefined) return value;
  const name = call.node.child("Name")?.text ?? "";
  const sql = `CASE WHEN ${value.sql} IS NULL THEN error('kql:NotSupported:${name}() over null is not proven') ELSE ${value.sql} END`;
  return { ...value, sql, nullable: false };
}

function restartOf(call: WindowCall, index: number): string {
  if (call.args.length <= index) return "false";
  const restart = decision(call, index);
  return `coalesce(${restart.truth ?? restart.sql}, false)`;
}

// The function sees the rows' values as one text, rows by `;` and values by blanks, and gives a JSON array of results.
function sequential(call: WindowCall, name: string, values: readonly string[], type: "DOUBLE" | "BIGINT"): string {
  const row = values.map((sql) => `CAST(${sql} AS VARCHAR)`).join(" || ' ' || ");
  const { position } = call;
  return call.wrap((sql, column) => {
    const [rows, results] = [`${column}_rows`, `${column}_results`];
    return `WITH ${rows} AS MATERIALIZED (${sql}), ${results} AS MATERIALIZED (SELECT from_json(${name}(coalesce(string_agg(${row}, ';' ORDER BY ${position}), '')), '["${type}"]') AS r FROM ${rows})
      SELECT ${rows}.*, r[${position}] AS ${column} FROM ${rows}, ${results}`;
  });
}
