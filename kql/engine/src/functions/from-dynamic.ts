import { type Expr, expr, once } from "../compile/expr.ts";
import type { ColumnType } from "../types.ts";
import type { Call } from "./function.ts";

type Converters = Partial<Record<ColumnType, (sql: string) => string>>;

const TAGGED: Partial<Record<ColumnType, string>> = { datetime: "d", timespan: "t", guid: "g" };

/**
 * A conversion of what a dynamic holds: of its text where it is a string, of its number or bool where it is one; null of
 * arrays and bags. What is made of a type that JSON lacks is only known for that type itself.
 */
export function fromDynamic(type: ColumnType, value: Expr, converters: Converters, call: Call): Expr {
  if (converters.string === undefined) throw call.refuse("of dynamic is not supported");
  const { long } = converters;
  const other = `CASE ${branches(type, value, converters).join(" ")} END`;
  if (long === undefined) return expr(type, other);
  // The common number first. With `.0` behind it DuckDB reads a whole number and nothing else that JSON writes: it would
  // round a fraction.
  const whole = `TRY_CAST(${value.sql} || '.0' AS BIGINT)`;
  return expr(type, `coalesce(${type === "datetime" ? once(whole, long) : long(whole)}, ${other})`);
}

// Then its own text is as near as any other column's.
function isColumn(sql: string): boolean {
  return /^\w+$/.test(sql);
}

function branches(type: ColumnType, value: Expr, { string, long, real, bool }: Converters): string[] {
  const d = value.sql;
  const text = value.text === undefined || isColumn(d) ? `json_extract_string(${d}, '$')` : value.text;
  const own = TAGGED[type];
  const other = "error('kql:NotSupported:What this makes of such a dynamic is not proven')";
  const tagged = [
    ...(own === undefined
      ? []
      : [`WHEN starts_with(${d}, '"' || chr(64976) || '${own}') THEN kql_strictly_${type}(${d})`]),
    `WHEN starts_with(${d}, '"' || chr(64976)) THEN ${other}`,
  ];
  return [
    `WHEN ${d} IS NULL THEN NULL`,
    ...(value.plain === true ? [] : tagged),
    `WHEN starts_with(${d}, '"') THEN ${string?.(text) ?? other}`,
    `WHEN starts_with(${d}, '[') OR starts_with(${d}, '{') THEN NULL`,
    `WHEN ${d} IN ('true', 'false') THEN ${bool?.(`(${d} = 'true')`) ?? other}`,
    `WHEN regexp_full_match(${d}, '-?[0-9]+') THEN ${long?.(`CAST(${d} AS BIGINT)`) ?? other}`,
    `ELSE ${real?.(`CAST(${d} AS DOUBLE)`) ?? other}`,
  ];
}
