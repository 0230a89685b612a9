import { type Expr, expr } from "../compile/expr.ts";
import { periodOf } from "./datetime.ts";
import { argOf, arity, type Call, type FunctionTable } from "./function.ts";

// Ticks of the periods that are always as long.
const TICKS: Readonly<Record<string, bigint>> = {
  week: 6_048_000_000_000n,
  day: 864_000_000_000n,
  hour: 36_000_000_000n,
  minute: 600_000_000n,
  second: 10_000_000n,
  millisecond: 10_000n,
  microsecond: 10n,
};
const MONTHS: Readonly<Record<string, number>> = { year: 12, quarter: 3, month: 1 };

export const DATETIME_ARITHMETIC: FunctionTable = {
  datetime_add: add,
  datetime_diff: diff,
  make_datetime: makeDatetime,
  make_timespan: makeTimespan,
  datetime_utc_to_local: (call) => zoned(call, "kqljs_utc_to_local"),
  datetime_local_to_utc: (call) => zoned(call, "kqljs_local_to_utc"),
  unixtime_seconds_todatetime: (call) => fromUnix(call, "10000000"),
  unixtime_milliseconds_todatetime: (call) => fromUnix(call, "10000"),
  unixtime_microseconds_todatetime: (call) => fromUnix(call, "10"),
  unixtime_nanoseconds_todatetime: (call) => {
    arity(call, 1);
    return expr("datetime", `kql_unix_nanoseconds(CAST(${argOf(call, 0, "int", "long").sql} AS HUGEINT))`);
  },
};

// A day that the month lacks becomes its last (measured); beyond the years 1 to 9999 the result is null (measured).
function add(call: Call): Expr {
  arity(call, 3);
  const period = periodOf(call);
  const count = argOf(call, 1, "int", "long").sql;
  const value = argOf(call, 2, "datetime").sql;
  const months = MONTHS[period];
  if (months !== undefined)
    return expr(
      "datetime",
      `kqljs_add_months(${value}, greatest(-200000, least(200000, CAST(${count} AS BIGINT))) * ${months})`,
    );
  if (period === "nanosecond") return expr("datetime", `kql_add_nanoseconds(${value}, CAST(${count} AS HUGEINT))`);
  const ticks = TICKS[period];
  if (ticks === undefined) throw call.refuse(`the period ${period} is not known`);
  return expr("datetime", `kql_datetime(CAST(${value} AS HUGEINT) + CAST(${count} AS HUGEINT) * ${ticks})`);
}

// The number of borders between the two (measured, documented): of days, midnights; of weeks, Sundays.
function diff(call: Call): Expr {
  arity(call, 3);
  const period = periodOf(call);
  const [a, b] = [argOf(call, 1, "datetime"), argOf(call, 2, "datetime")];
  const nullable = a.nullable || b.nullable;
  const months = MONTHS[period];
  if (months !== undefined)
    return expr("long", `(kql_month_index(${a.sql}) // ${months} - kql_month_index(${b.sql}) // ${months})`, nullable);
  // Measured: of weeks, and only of weeks, the result is a real, whatever the binder says.
  if (period === "week")
    return {
      ...expr("real", `CAST(kql_week_index(${a.sql}) - kql_week_index(${b.sql}) AS DOUBLE)`, nullable),
      retyped: true,
    };
  if (period === "nanosecond") return expr("long", `kql_wrap64(CAST(${a.sql} - ${b.sql} AS HUGEINT) * 100)`, nullable);
  const ticks = TICKS[period];
  if (ticks === undefined) throw call.refuse(`the period ${period} is not known`);
  return expr("long", `(${a.sql} // ${ticks} - ${b.sql} // ${ticks})`, nullable);
}

function makeDatetime(call: Call): Expr {
  if (call.args.length === 1) {
    const value = argOf(call, 0, "datetime");
    return value;
  }
  arity(call, 3, 6);
  const [year, month, day, hour = "0", minute = "0"] = call.args
    .slice(0, 5)
    .map((_, i) => `CAST(${argOf(call, i, "int", "long").sql} AS BIGINT)`);
  const second = call.args.length === 6 ? argOf(call, 5, "int", "long", "real").sql : "0";
  return expr(
    "datetime",
    `(kqljs_make_datetime(${year}, ${month}, ${day}) + kql_clock(${hour}, ${minute}, CAST(${second} AS DOUBLE)))`,
  );
}

// make_timespan(hour, minute [, second]) or (day, hour, minute, second); beyond a clock's range it is null (measured).
function makeTimespan(call: Call): Expr {
  arity(call, 2, 4);
  const withDay = call.args.length === 4;
  const whole = call.args
    .slice(0, withDay ? 3 : 2)
    .map((_, i) => `CAST(${argOf(call, i, "int", "long").sql} AS BIGINT)`);
  const [day, hour, minute] = withDay ? whole : ["0", ...whole];
  const second = call.args.length === 2 ? "0" : argOf(call, call.args.length - 1, "int", "long", "real").sql;
  return expr("timespan", `kql_make_timespan(${day}, ${hour}, ${minute}, CAST(${second} AS DOUBLE))`);
}

function zoned(call: Call, name: string): Expr {
  arity(call, 2);
  return expr("datetime", `${name}(${argOf(call, 0, "datetime").sql}, ${argOf(call, 1, "string").sql})`);
}

function fromUnix(call: Call, ticks: string): Expr {
  arity(call, 1);
  const value = argOf(call, 0, "int", "long", "real");
  if (value.type === "real") return expr("datetime", `kql_unix_real(${value.sql}, ${ticks})`);
  return expr("datetime", `kql_datetime(621355968000000000 + CAST(${value.sql} AS HUGEINT) * ${ticks})`);
}
