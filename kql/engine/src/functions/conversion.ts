import { type Expr, expr } from "../compile/expr.ts";
import type { ColumnType } from "../types.ts";
import { fromDynamic } from "./from-dynamic.ts";
import { arg, arity, type Call, type FunctionTable, type ScalarFunction } from "./function.ts";

export type Converter = (sql: string) => string;
export type Converters = Partial<Record<ColumnType, Converter>>;

const same: Converter = (sql) => sql;

// A bool prints as True and False (measured); only within dynamic it is true and false.
/** SQL of tostring() by type, before null becomes the empty string. */
export const TO_STRING: Converters = {
  string: same,
  int: (sql) => `CAST(${sql} AS VARCHAR)`,
  long: (sql) => `CAST(${sql} AS VARCHAR)`,
  bool: (sql) => `CASE WHEN ${sql} THEN 'True' WHEN NOT ${sql} THEN 'False' END`,
  datetime: (sql) => `kql_iso(${sql})`,
  timespan: (sql) => `kql_timespan(${sql})`,
  real: (sql) => `kql_real_text(${sql})`,
  guid: same,
  decimal: (sql) => `kql_decimal_text(${sql})`,
  dynamic: (sql) => `kql_dynamic_text(${sql})`,
};

const decimalLong = (sql: string) => `TRY_CAST(kqljs_decimal_round(${sql}, 0, 'cut') AS BIGINT)`;

const TO_LONG: Converters = {
  long: same,
  int: (sql) => `CAST(${sql} AS BIGINT)`,
  bool: (sql) => `CAST(${sql} AS BIGINT)`,
  real: (sql) => `kql_real_long(${sql})`,
  datetime: same,
  // Ticks: published rules use it.
  timespan: same,
  string: (sql) => `kql_long(${sql})`,
  decimal: decimalLong,
};

const TO_INT: Converters = {
  int: same,
  long: (sql) => `kql_wrap32(CAST(${sql} AS HUGEINT))`,
  bool: (sql) => `CAST(${sql} AS INTEGER)`,
  real: (sql) => `kql_real_int(${sql})`,
  string: (sql) => `kql_int(${sql})`,
  decimal: (sql) => `kql_decimal_int(${decimalLong(sql)})`,
};

const TO_REAL: Converters = {
  real: same,
  int: (sql) => `CAST(${sql} AS DOUBLE)`,
  long: (sql) => `CAST(${sql} AS DOUBLE)`,
  bool: (sql) => `CAST(CAST(${sql} AS INTEGER) AS DOUBLE)`,
  datetime: (sql) => `CAST(${sql} AS DOUBLE)`,
  string: (sql) => `kql_real(${sql})`,
  decimal: (sql) => `CAST(${sql} AS DOUBLE)`,
};

const TO_BOOL: Converters = {
  bool: same,
  int: (sql) => `(${sql} <> 0)`,
  long: (sql) => `(${sql} <> 0)`,
  real: (sql) => `kql_real_bool(${sql})`,
  string: (sql) => `kql_bool(${sql})`,
};

// A number counts ticks, a fraction of one is cut off (measured).
const TO_DATETIME: Converters = {
  datetime: same,
  string: (sql) => `kql_todatetime(${sql})`,
  int: (sql) => `kql_long_datetime(CAST(${sql} AS BIGINT))`,
  long: (sql) => `kql_long_datetime(${sql})`,
  real: (sql) => `kql_long_datetime(kql_real_long(${sql}))`,
};

const TO_TIMESPAN: Converters = {
  timespan: same,
  string: (sql) => `kqljs_totimespan(${sql})`,
};

const TO_DECIMAL: Converters = {
  decimal: same,
  int: (sql) => `CAST(${sql} AS VARCHAR)`,
  long: (sql) => `CAST(${sql} AS VARCHAR)`,
  bool: (sql) => `CAST(CAST(${sql} AS INTEGER) AS VARCHAR)`,
  real: (sql) => `kqljs_real_to_decimal(${sql})`,
  string: (sql) => `kqljs_decimal(${sql})`,
};

const TO_GUID: Converters = {
  guid: same,
  string: (sql) => `kql_toguid(${sql})`,
};

export const CONVERSIONS: FunctionTable = {
  tostring: (call) => {
    arity(call, 1);
    return text(arg(call, 0), call);
  },
  tolong: convert("long", TO_LONG),
  toint: convert("int", TO_INT),
  todouble: convert("real", TO_REAL),
  toreal: convert("real", TO_REAL),
  tobool: convert("bool", TO_BOOL),
  toboolean: convert("bool", TO_BOOL),
  todatetime: convert("datetime", TO_DATETIME),
  totimespan: convert("timespan", TO_TIMESPAN),
  totime: convert("timespan", TO_TIMESPAN),
  todecimal: convert("decimal", TO_DECIMAL),
  toguid: convert("guid", TO_GUID),
};

/** tostring(): null becomes the empty string. */
export function text(value: Expr, call: Pick<Call, "refuse">): Expr {
  if (value.type === "string") return value;
  const converter = TO_STRING[value.type];
  if (converter === undefined) throw call.refuse(`text of ${value.type} is not proven`);
  const sql = value.text ?? converter(value.sql);
  return expr("string", value.nullable ? `coalesce(${sql}, '')` : sql);
}

function convert(type: ColumnType, converters: Converters): ScalarFunction {
  return (call) => {
    arity(call, 1);
    const value = arg(call, 0);
    if (value.type === "dynamic") return fromDynamic(type, value, converters, call);
    const converter = converters[value.type];
    if (converter === undefined) throw call.refuse(`of ${value.type} is not supported`);
    return expr(type, converter(value.sql), value.nullable || ["string", "real", "decimal"].includes(value.type));
  };
}
