import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { Relation, RelationColumn } from "./compile/relation.ts";
import { KqlError } from "./errors.ts";
import { TO_STRING } from "./functions/conversion.ts";
import { runtimeError } from "./runtime-error.ts";

/** The SELECT of one column with each row as the query API's JSON array. */
export function outputSql(relation: Relation): string {
  const cells = relation.columns.map(jsonOf);
  const order = relation.order === undefined ? "" : ` ORDER BY ${relation.order.join(", ")}`;
  // One call: a chain of hundreds of columns would be too deep.
  return `${relation.before ?? ""}SELECT concat('[', ${cells.length === 0 ? "''" : cells.join(", ',', ")}, ']') FROM (${relation.sql})${order}`;
}

function jsonOf({ type, physical }: RelationColumn): string {
  switch (type) {
    case "int":
    case "long":
      return `coalesce(CAST(${physical} AS VARCHAR), 'null')`;
    case "bool":
      return `coalesce(CASE WHEN ${physical} THEN 'true' WHEN NOT ${physical} THEN 'false' END, 'null')`;
    case "real":
      return `coalesce(kql_real_json(${physical}), 'null')`;
    case "string":
      return `CAST(to_json(${physical}) AS VARCHAR)`;
    case "datetime":
    case "timespan":
      return `coalesce('"' || ${TO_STRING[type]?.(physical)} || '"', 'null')`;
    case "decimal":
      return `coalesce('"' || ${physical} || '"', 'null')`;
    default:
      return `coalesce(CAST(to_json(${TO_STRING[type]?.(physical) ?? physical}) AS VARCHAR), 'null')`;
  }
}

/** Batches as they come from the running query, on a connection of its own that the end of the reading closes. */
export async function* streamRows(
  instance: DuckDBInstance,
  sql: string,
  timeoutMs: number | undefined,
): AsyncGenerator<string[]> {
  const connection = await instance.connect();
  const limit = timeLimit(connection, timeoutMs);
  try {
    const result = await connection.stream(sql);
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) return;
      yield chunk.getColumnValues(0) as string[];
    }
  } catch (error) {
    throw limit.reached() ? new KqlError("Runtime", `The query took longer than ${timeoutMs} ms`) : runtimeError(error);
  } finally {
    limit.end();
    connection.closeSync();
  }
}

function timeLimit(connection: DuckDBConnection, timeoutMs: number | undefined) {
  let reached = false;
  const interrupt = (): void => {
    reached = true;
    connection.interrupt();
  };
  const timer = timeoutMs === undefined ? undefined : setTimeout(interrupt, timeoutMs);
  return { reached: () => reached, end: () => clearTimeout(timer) };
}
