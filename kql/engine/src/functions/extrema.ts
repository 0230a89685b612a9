import { type Expr, expr, isNumeric, shown, widen } from "../compile/expr.ts";
import type { Call, FunctionTable } from "./function.ts";

// Nulls are passed over (documented for min_of). https://learn.microsoft.com/kusto/query/min-of-function
export const EXTREMA: FunctionTable = {
  max_of: (call) => extreme(call, "greatest", ">"),
  min_of: (call) => extreme(call, "least", "<"),
};

function extreme(call: Call, name: string, sign: "<" | ">"): Expr {
  if (call.args.length < 2 || call.args.length > 64) throw call.refuse("2 to 64 arguments are needed");
  const values = call.args.map((value) => meet(call, shown(value)));
  const nullable = values.every((value) => value.nullable);
  if (call.type === "decimal") return decimals(values, sign);
  if (call.type === "dynamic" || call.type === "guid") throw call.refuse(`of ${call.type} is not supported`);
  const plain = `${name}(${values.map(({ sql }) => sql).join(", ")})`;
  if (call.type !== "real") return expr(call.type, plain, nullable);
  const unsure = values.filter(({ literal }) => typeof literal !== "number").map(({ sql }) => `isnan(${sql})`);
  if (unsure.length === 0) return expr("real", plain, nullable);
  return expr(
    "real",
    `CASE WHEN ${unsure.join(" OR ")} THEN error('kql:NotSupported:What is larger, NaN or a number, is not proven') ELSE ${plain} END`,
    nullable,
  );
}

function decimals(values: readonly Expr[], sign: "<" | ">"): Expr {
  const sql = values
    .map((value) => value.sql)
    .reduce(
      (best, next) =>
        `CASE WHEN ${best} IS NULL OR kqljs_decimal_compare(${next}, ${best}) ${sign} 0 THEN ${next} ELSE ${best} END`,
    );
  return expr("decimal", sql);
}

function meet(call: Call, value: Expr): Expr {
  if (value.type === call.type) return value;
  if (isNumeric(value.type) && (isNumeric(call.type) || call.type === "decimal")) return widen(value, call.type);
  throw call.refuse(`values of type ${value.type} and ${call.type} do not meet`);
}
