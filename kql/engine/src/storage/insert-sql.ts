import type { StoredTable } from "../compile/context.ts";
import { sqlString } from "../compile/expr.ts";
import type { Column, ColumnType } from "../types.ts";

// `s` is the value as text (a JSON string unescaped, another value as it prints), NULL where it is missing or null.
const FROM_TEXT: Readonly<Record<ColumnType, (s: string) => string>> = {
  string: (s) => `coalesce(${s}, '')`,
  int: (s) => integer(s, "INTEGER"),
  long: (s) => integer(s, "BIGINT"),
  real: (s) => `CASE WHEN contains(${s}, '_') THEN ${refusal("real", s)} ELSE CAST(${s} AS DOUBLE) END`,
  bool: (s) =>
    `CASE WHEN ${s} IS NULL THEN NULL WHEN lower(${s}) = 'true' THEN true WHEN lower(${s}) = 'false' THEN false ELSE ${refusal("bool", s)} END`,
  datetime: (s) =>
    `CASE WHEN ${s} IS NULL THEN NULL ELSE coalesce(kql_ticks(${s}), error('kql:Runtime:Not an ISO 8601 UTC time with up to 7 digits: ' || ${s})) END`,
  timespan: (s) => `kql_span_ticks(${s})`,
  guid: (s) => `CAST(CAST(${s} AS UUID) AS VARCHAR)`,
  dynamic: (s) => s,
  decimal: (s) =>
    `CASE WHEN ${s} IS NULL OR regexp_full_match(${s}, '-?[0-9]+([.][0-9]+)?') THEN ${s} ELSE ${refusal("decimal", s)} END`,
};

// DuckDB rounds `5.5` and reads `1_000`: only the text that the number itself prints is taken.
function integer(s: string, type: string): string {
  return `CASE WHEN ${s} IS NULL THEN NULL WHEN CAST(TRY_CAST(${s} AS ${type}) AS VARCHAR) = ${s} THEN TRY_CAST(${s} AS ${type}) ELSE ${refusal(type === "BIGINT" ? "long" : "int", s)} END`;
}

function refusal(type: string, s: string): string {
  return `error('kql:Runtime:Not a ${type}: ' || ${s})`;
}

/** The INSERT that turns staged JSON objects (`stage.j`) into rows of `table`. */
export function insertSql(table: StoredTable, stage: string, ingestedAt: bigint): string {
  const texts = table.columns.map(({ name }) => pointer(name));
  const cells = table.columns.map((column, i) => cell(column, i + 1));
  return `INSERT INTO ${table.physical} SELECT ${[...cells, `CAST(${ingestedAt} AS BIGINT)`].join(", ")}
    FROM (SELECT j, json_extract_string(j, [${texts.join(", ")}]) AS v FROM ${stage})`;
}

function cell(column: Column, index: number): string {
  // The text form loses whether a dynamic was a string or an object, so it is taken from the JSON itself.
  if (column.type === "dynamic") {
    const text = `CAST(nullif(json_extract(j, ${pointer(column.name)}), 'null') AS VARCHAR)`;
    // The engine's own mark of a scalar that JSON lacks; see dynamic/codec.ts.
    return `CASE WHEN contains(${text}, chr(64976)) THEN ${refusal("dynamic without U+FDD0", "''")} ELSE ${text} END`;
  }
  const value = FROM_TEXT[column.type](`v[${index}]`);
  if (column.type !== "decimal") return value;
  // The JSON reader makes a double of a number with a fraction: only as a string does a long decimal keep its digits.
  return `CASE WHEN json_type(j, ${pointer(column.name)}) = 'DOUBLE' AND length(v[${index}]) > 15 THEN ${refusal("decimal that a number holds exactly", `v[${index}]`)} ELSE ${value} END`;
}

/** A JSON pointer: unlike a path, it can name any property. https://www.rfc-editor.org/rfc/rfc6901 */
function pointer(name: string): string {
  return sqlString(`/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`);
}
