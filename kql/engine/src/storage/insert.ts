import { type DuckDBConnection, DuckDBDataChunk, VARCHAR } from "@duckdb/node-api";
import type { StoredTable } from "../compile/context.ts";
import { insertSql } from "./insert-sql.ts";

const CHUNK = 2048;
// Rows are converted in blocks, so that the staged text of a long insert does not pile up.
const BLOCK = 32_768;

/** Stages JSON text as it is and converts it in SQL; all or nothing. Returns the number of rows. */
export async function insertRows(
  connection: DuckDBConnection,
  table: StoredTable,
  rows: AsyncIterable<string> | Iterable<string>,
  ingestedAt: bigint,
): Promise<number> {
  await connection.run("BEGIN");
  let total = 0;
  for await (const block of blocksOf(rows)) {
    await connection.run("CREATE TEMP TABLE stage (j VARCHAR)");
    await append(connection, block);
    await connection.run(insertSql(table, "stage", ingestedAt));
    await connection.run("DROP TABLE stage");
    total += block.length;
  }
  await connection.run("COMMIT");
  return total;
}

/** Rows that DuckDB makes itself, in the engine's representations. Returns the number of rows. */
export async function insertSelect(
  connection: DuckDBConnection,
  table: StoredTable,
  select: string,
  ingestedAt: bigint,
): Promise<number> {
  const result = await connection.run(
    `INSERT INTO ${table.physical} SELECT *, CAST(${ingestedAt} AS BIGINT) FROM (${select})`,
  );
  return Number(result.rowsChanged);
}

async function* blocksOf(rows: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string[]> {
  let block: string[] = [];
  for await (const row of rows) {
    block.push(row);
    if (block.length === BLOCK) {
      yield block;
      block = [];
    }
  }
  if (block.length > 0) yield block;
}

async function append(connection: DuckDBConnection, rows: readonly string[]): Promise<void> {
  const appender = await connection.createAppender("stage");
  for (let start = 0; start < rows.length; start += CHUNK) {
    const part = rows.slice(start, start + CHUNK);
    const chunk = DuckDBDataChunk.create([VARCHAR], part.length);
    chunk.setColumnValues(0, part);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}
