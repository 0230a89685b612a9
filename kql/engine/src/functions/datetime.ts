import { type Expr, expr } from "../compile/expr.ts";
import { argOf, arity, type Call, type FunctionTable } from "./function.ts";

const DAY = "864000000000";
const HOUR = "36000000000";

export const DATETIME: FunctionTable = {
  now: (call) => {
    arity(call, 0, 1);
    return shifted(call, call.args.length === 0 ? "0" : argOf(call, 0, "timespan").sql, "+");
  },
  ago: (call) => {
    arity(call, 1);
    return shifted(call, argOf(call, 0, "timespan").sql, "-");
  },
  startofday: start((t) => `(${t} - ${t} % ${DAY})`),
  startofmonth: start((t) => `kql_trunc('month', ${t})`),
  startofyear: start((t) => `kql_trunc('year', ${t})`),
  startofweek: start((t) => `kql_datetime(${t} - ${t} % ${DAY} - ((${t} // ${DAY} + 1) % 7) * ${DAY})`),
  endofday: start((t) => `(${t} - ${t} % ${DAY} + ${DAY} - 1)`),
  endofmonth: start((t) => `(kql_next('month', ${t}) - 1)`),
  endofyear: start((t) => `(kql_next('year', ${t}) - 1)`),
  hourofday: part((t) => `CAST((${t} // ${HOUR}) % 24 AS INTEGER)`),
  dayofmonth: part((t) => `CAST(day(kql_timestamp(${t})) AS INTEGER)`),
  monthofyear: part((t) => `CAST(month(kql_timestamp(${t})) AS INTEGER)`),
  getmonth: part((t) => `CAST(month(kql_timestamp(${t})) AS INTEGER)`),
  getyear: part((t) => `CAST(year(kql_timestamp(${t})) AS INTEGER)`),
  // 0001-01-01 was a Monday; Kusto counts from Sunday, as a timespan of whole days.
  dayofweek: (call) => {
    arity(call, 1);
    const value = argOf(call, 0, "datetime");
    return expr("timespan", `(((${value.sql} // ${DAY}) + 1) % 7 * ${DAY})`, value.nullable);
  },
  ingestion_time: (call) => {
    arity(call, 0);
    const physical = call.scope.relation?.ingestion;
    if (physical === undefined)
      throw call.refuse("the ingestion time is not known here; use it before project and summarize");
    return expr("datetime", physical);
  },
};

function shifted(call: Call, span: string, sign: "+" | "-"): Expr {
  return expr(
    "datetime",
    `kql_datetime(CAST(${call.scope.context.options.now} AS HUGEINT) ${sign} CAST(${span} AS HUGEINT))`,
  );
}

function start(build: (sql: string) => string): FunctionTable[string] {
  return (call) => {
    arity(call, 1);
    const value = argOf(call, 0, "datetime");
    return expr("datetime", build(value.sql), value.nullable);
  };
}

function part(build: (sql: string) => string): FunctionTable[string] {
  return (call) => {
    arity(call, 1);
    const value = argOf(call, 0, "datetime");
    return expr(call.type, build(value.sql), value.nullable);
  };
}
