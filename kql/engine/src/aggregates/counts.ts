import { type Expr, expr } from "../compile/expr.ts";
import { arg, arity, type Call, decision, type FunctionTable } from "../functions/function.ts";

export const COUNTS: FunctionTable = {
  count: (call) => {
    arity(call, 0);
    return expr("long", "count(*)", false);
  },
  countif: (call) => {
    arity(call, 1);
    const condition = decision(call, 0);
    return expr("long", `count(*) FILTER (WHERE ${condition.truth ?? condition.sql})`, false);
  },
  // Exact here; Kusto's own is an estimate above small counts. Whether null counts is not proven, so none may occur.
  dcount: distinct,
  count_distinct: distinct,
};

function distinct(call: Call): Expr {
  arity(call, 1);
  const value = arg(call, 0);
  if (value.type === "dynamic" || value.type === "decimal") throw call.refuse(`of ${value.type} is not supported`);
  const guarded = value.nullable
    ? `CASE WHEN ${value.sql} IS NULL THEN error('kql:NotSupported:a distinct count over null is not proven') ELSE ${value.sql} END`
    : value.sql;
  return expr("long", `count(DISTINCT ${guarded})`, false);
}
