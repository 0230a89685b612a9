import { type Expr, expr } from "../compile/expr.ts";
import { argOf, arity, type Call, type FunctionTable } from "./function.ts";

const DAY = "864000000000";
const WEEK = "6048000000000";

/** startof… and endof…, each with an offset of whole periods; weeks start on Sunday. */
export const DATETIME_BOUNDS: FunctionTable = {
  startofday: bound(days(DAY, (t) => `(${t} - ${t} % ${DAY})`, 0)),
  endofday: bound(days(DAY, (t) => `(${t} - ${t} % ${DAY})`, 1)),
  startofweek: bound(days(WEEK, (t) => `kql_week_start(${t})`, 0)),
  endofweek: bound(days(WEEK, (t) => `kql_week_start(${t})`, 1)),
  startofmonth: bound((t, n) => (n === "0" ? `kql_trunc('month', ${t})` : `kqljs_start_of_month(${t}, ${n})`)),
  endofmonth: bound((t, n) => (n === "0" ? `(kql_next('month', ${t}) - 1)` : `kqljs_end_of_month(${t}, ${n})`)),
  startofyear: bound((t, n) =>
    n === "0"
      ? `kql_trunc('year', ${t})`
      : `kqljs_start_of_month(kql_trunc('year', ${t}), CAST(${months(n)} AS BIGINT))`,
  ),
  endofyear: bound((t, n) =>
    n === "0"
      ? `(kql_next('year', ${t}) - 1)`
      : `kqljs_end_of_month(kql_trunc('year', ${t}), CAST(${months(n)} + 11 AS BIGINT))`,
  ),
};

// Any count beyond the calendar's years is as good as this.
function months(years: string): string {
  return `greatest(-20000, least(20000, ${years})) * 12`;
}

function days(length: string, start: (t: string) => string, plus: 0 | 1): (t: string, n: string) => string {
  return (t, n) =>
    `kql_datetime(CAST(${start(t)} AS HUGEINT) + (CAST(${n} AS HUGEINT) + ${plus}) * ${length} - ${plus})`;
}

function bound(build: (ticks: string, offset: string) => string): FunctionTable[string] {
  return (call) => {
    arity(call, 1, 2);
    const value = argOf(call, 0, "datetime");
    return expr("datetime", build(value.sql, offsetOf(call)));
  };
}

function offsetOf(call: Call): string {
  if (call.args.length === 1) return "0";
  const offset: Expr = argOf(call, 1, "int", "long");
  return offset.literal === 0n ? "0" : `CAST(${offset.sql} AS BIGINT)`;
}
