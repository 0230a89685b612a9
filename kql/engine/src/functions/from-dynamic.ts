import { type Expr, expr } from "../compile/expr.ts";
import type { ColumnType } from "../types.ts";
import type { Call } from "./function.ts";

type Converters = Partial<Record<ColumnType, (sql: string) => string>>;

const TAGGED: Partial<Record<ColumnType, string>> = { datetime: "d", timespan: "t", guid: "g" };

/**
 * A conversion of what a dynamic holds: of its text where it is a string, of its number or bool where it is one; null of
 * arrays and bags. What is made of a type that JSON lacks is only known for that type itself.
 */
export function fromDynamic(type: ColumnType, value: Expr, converters: Converters, call: Call): Expr {
  const { string, long, real, bool } = converters;
  if (string === undefined) throw call.refuse("of dynamic is not supported");
  const d = value.sql;
  const text = value.text ?? `json_extract_string(${d}, '$')`;
  const own = TAGGED[type];
  const other = "error('kql:NotSupported:What this makes of such a dynamic is not proven')";
  const branches = [
    ...(own === undefined
      ? []
      : [`WHEN starts_with(${d}, '"' || chr(64976) || '${own}') THEN kql_strictly_${type}(${d})`]),
    `WHEN starts_with(${d}, '"' || chr(64976)) THEN ${other}`,
    `WHEN starts_with(${d}, '"') THEN ${string(text)}`,
    `WHEN starts_with(${d}, '[') OR starts_with(${d}, '{') THEN NULL`,
    `WHEN ${d} IN ('true', 'false') THEN ${bool?.(`(${d} = 'true')`) ?? other}`,
    `WHEN regexp_full_match(${d}, '-?[0-9]+') THEN ${long?.(`CAST(${d} AS BIGINT)`) ?? other}`,
    `WHEN ${d} IS NOT NULL THEN ${real?.(`CAST(${d} AS DOUBLE)`) ?? other}`,
  ];
  return expr(type, `CASE ${branches.join(" ")} END`);
}
