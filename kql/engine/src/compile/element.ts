import { TO_STRING } from "../functions/conversion.ts";
import type { ColumnType } from "../types.ts";
import type { Expr } from "./expr.ts";

const TAGS: Partial<Record<ColumnType, string>> = { datetime: "d", timespan: "t", guid: "g", decimal: "m" };

/** SQL of the value as one element of a dynamic (README, "Representations"); NULL where the value is null. */
export function elementSql(value: Pick<Expr, "type" | "sql">): string {
  const { type, sql } = value;
  const tag = TAGS[type];
  if (tag !== undefined) return `('"' || chr(64976) || '${tag}' || ${TO_STRING[type]?.(sql) ?? sql} || '"')`;
  if (type === "string") return `kql_element_text(${sql})`;
  if (type === "real") return `kql_element_real(${sql})`;
  if (type === "bool") return `CASE WHEN ${sql} THEN 'true' WHEN NOT ${sql} THEN 'false' END`;
  return type === "dynamic" ? sql : `CAST(${sql} AS VARCHAR)`;
}
