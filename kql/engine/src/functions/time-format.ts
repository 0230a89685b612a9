import { type Expr, expr } from "../compile/expr.ts";
import { formatDatetime, formatTimespan } from "../values/time-format.ts";
import { argOf, arity, type Call, type FunctionTable } from "./function.ts";

export const TIME_FORMAT: FunctionTable = {
  format_datetime: (call) => formatted(call, "datetime", (format) => formatDatetime(1n, format)),
  format_timespan: (call) => formatted(call, "timespan", (format) => formatTimespan(1n, format)),
};

// A constant format is tried at once, so that a wrong one is an error without rows too.
function formatted(call: Call, type: "datetime" | "timespan", attempt: (format: string) => string): Expr {
  arity(call, 2);
  const value = argOf(call, 0, type);
  const format = argOf(call, 1, "string");
  if (typeof format.literal === "string" && !format.literal.includes("F")) attempt(format.literal);
  return expr("string", `coalesce(kqljs_format_${type}(${value.sql}, ${format.sql}), '')`);
}
