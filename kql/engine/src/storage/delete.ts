import type { DuckDBConnection } from "@duckdb/node-api";
import type { StoredTable } from "../compile/context.ts";
import type { Relation } from "../compile/relation.ts";

/** Deletes the rows of `table` that are in `selected`, a filtered read of it. Returns how many. */
export async function deleteRows(
  connection: DuckDBConnection,
  table: StoredTable,
  selected: Relation,
): Promise<number> {
  const result = await connection.run(
    `DELETE FROM ${table.physical} WHERE rowid IN (SELECT ${selected.rowId} FROM (${selected.sql}))`,
  );
  return Number(result.rowsChanged);
}
