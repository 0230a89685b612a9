import { type Expr, expr } from "../compile/expr.ts";
import { argOf, arity, type Call, decision, type FunctionTable } from "../functions/function.ts";

export const EXTREMES: FunctionTable = {
  min: (call) => extreme(call, "min", ""),
  max: (call) => extreme(call, "max", ""),
  minif: (call) => extreme(call, "min", condition(call)),
  maxif: (call) => extreme(call, "max", condition(call)),
};

function condition(call: Call): string {
  const test = decision(call, 1);
  return ` FILTER (WHERE ${test.truth ?? test.sql})`;
}

// Null of nothing but nulls (measured). Where NaN stands among reals is not proven.
function extreme(call: Call, name: string, where: string): Expr {
  arity(call, where === "" ? 1 : 2);
  const value = argOf(call, 0, "int", "long", "real", "datetime", "timespan");
  const plain = `${name}(${value.sql})${where}`;
  if (value.type !== "real") return expr(value.type, plain);
  return expr(
    "real",
    `CASE WHEN bool_or(isnan(${value.sql}))${where} THEN error('kql:NotSupported:${name} over NaN is not proven') ELSE ${plain} END`,
  );
}
