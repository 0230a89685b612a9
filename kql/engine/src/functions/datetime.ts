import { type Expr, expr } from "../compile/expr.ts";
import { argOf, arity, type Call, type FunctionTable } from "./function.ts";

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
  hourofday: part((t) => `CAST((${t} // ${HOUR}) % 24 AS INTEGER)`),
  dayofmonth: part((t) => `CAST(day(kql_timestamp(${t})) AS INTEGER)`),
  dayofyear: part((t) => `CAST(dayofyear(kql_timestamp(${t})) AS INTEGER)`),
  monthofyear: part((t) => `CAST(month(kql_timestamp(${t})) AS INTEGER)`),
  getmonth: part((t) => `CAST(month(kql_timestamp(${t})) AS INTEGER)`),
  getyear: part((t) => `CAST(year(kql_timestamp(${t})) AS INTEGER)`),
  // ISO 8601: weeks start on Monday, the first has the year's first Thursday (measured).
  week_of_year: part((t) => `CAST(week(kql_timestamp(${t})) AS INTEGER)`),
  weekofyear: part((t) => `CAST(week(kql_timestamp(${t})) AS INTEGER)`),
  dayofweek: (call) => {
    arity(call, 1);
    return expr("timespan", `kql_dayofweek(${argOf(call, 0, "datetime").sql})`);
  },
  datetime_part: datetimePart,
  datepart: datetimePart,
  ingestion_time: (call) => {
    arity(call, 0);
    const physical = call.scope.relation?.ingestion;
    if (physical === undefined)
      throw call.refuse("the ingestion time is not known here; use it before project and summarize");
    return expr("datetime", physical);
  },
};

// https://learn.microsoft.com/kusto/query/datetime-part-function: the parts of a second count from its start.
const PARTS: Readonly<Record<string, (t: string) => string>> = {
  year: (t) => `year(kql_timestamp(${t}))`,
  quarter: (t) => `quarter(kql_timestamp(${t}))`,
  month: (t) => `month(kql_timestamp(${t}))`,
  week_of_year: (t) => `week(kql_timestamp(${t}))`,
  weekofyear: (t) => `week(kql_timestamp(${t}))`,
  day: (t) => `day(kql_timestamp(${t}))`,
  dayofyear: (t) => `dayofyear(kql_timestamp(${t}))`,
  hour: (t) => `(${t} // ${HOUR}) % 24`,
  minute: (t) => `(${t} // 600000000) % 60`,
  second: (t) => `(${t} // 10000000) % 60`,
  millisecond: (t) => `(${t} % 10000000) // 10000`,
  microsecond: (t) => `(${t} % 10000000) // 10`,
  nanosecond: (t) => `(${t} % 10000000) * 100`,
};

function datetimePart(call: Call): Expr {
  arity(call, 2);
  const build = PARTS[periodOf(call)];
  const value = argOf(call, 1, "datetime");
  if (build === undefined) throw call.refuse(`the part ${periodOf(call)} is not known`);
  return expr("int", `CAST(${build(value.sql)} AS INTEGER)`, value.nullable);
}

/** The first argument: a constant name of a part, without regard to case. */
export function periodOf(call: Call): string {
  const name = argOf(call, 0, "string").literal;
  if (typeof name !== "string") throw call.refuse("the part must be a constant");
  return name.toLowerCase();
}

function shifted(call: Call, span: string, sign: "+" | "-"): Expr {
  return expr(
    "datetime",
    `kql_datetime(CAST(${call.scope.context.options.now} AS HUGEINT) ${sign} CAST(${span} AS HUGEINT))`,
  );
}

function part(build: (sql: string) => string): FunctionTable[string] {
  return (call) => {
    arity(call, 1);
    const value = argOf(call, 0, "datetime");
    return expr(call.type, build(value.sql), value.nullable);
  };
}
