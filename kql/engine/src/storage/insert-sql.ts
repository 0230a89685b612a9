import type { StoredTable } from "../compile/context.ts";
import { sqlString } from "../compile/expr.ts";
import type { Column, ColumnType } from "../types.ts";

// `s` is the value as text (a JSON string unescaped, another value as it prints), NULL where it is missing or null.
const FROM_TEXT: Readonly<Record<ColumnType, (s: string) => string>> = {
  string: (s) => `coalesce(${s}, '')`,
  int: (s) => `CAST(${s} AS INTEGER)`,
  long: (s) => `CAST(${s} AS BIGINT)`,
  real: (s) => `CAST(${s} AS DOUBLE)`,
  bool: (s) => `CAST(${s} AS BOOLEAN)`,
  datetime: (s) =>
    `CASE WHEN ${s} IS NULL THEN NULL ELSE coalesce(kql_ticks(${s}), error('kql:Runtime:Not an ISO 8601 UTC time with up to 7 digits: ' || ${s})) END`,
  timespan: (s) => `kql_span_ticks(${s})`,
  guid: (s) => `CAST(CAST(${s} AS UUID) AS VARCHAR)`,
  dynamic: (s) => s,
  decimal: (s) => s,
};

/** The INSERT that turns staged JSON objects (`stage.j`) into rows of `table`. */
export function insertSql(table: StoredTable, stage: string, ingestedAt: bigint): string {
  const texts = table.columns.map(({ name }) => pointer(name));
  const cells = table.columns.map((column, i) => cell(column, i + 1));
  return `INSERT INTO ${table.physical} SELECT ${[...cells, `CAST(${ingestedAt} AS BIGINT)`].join(", ")}
    FROM (SELECT j, json_extract_string(j, [${texts.join(", ")}]) AS v FROM ${stage})`;
}

function cell(column: Column, index: number): string {
  // The text form loses whether a dynamic was a string or an object, so it is taken from the JSON itself.
  if (column.type === "dynamic") return `CAST(nullif(json_extract(j, ${pointer(column.name)}), 'null') AS VARCHAR)`;
  return FROM_TEXT[column.type](`v[${index}]`);
}

/** A JSON pointer: unlike a path, it can name any property. https://www.rfc-editor.org/rfc/rfc6901 */
function pointer(name: string): string {
  return sqlString(`/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`);
}
