import { rm } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { Prepared } from "./prepare.ts";
import { sampleColumns } from "./sample-rows.ts";

const sqlTypes = { guid: "VARCHAR", dynamic: "VARCHAR", string: "VARCHAR", int: "INTEGER", long: "BIGINT" } as const;
const otherTypes = { real: "DOUBLE", bool: "BOOLEAN", datetime: "TIMESTAMP_NS" } as const;
const types: Readonly<Record<string, string>> = { ...sqlTypes, ...otherTypes };

/** Seconds that DuckDB's own COPY from JSON to zstd Parquet takes for the same rows, on one thread. It verifies nothing. */
export async function plainCopy({ folder, windows }: Prepared): Promise<number> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1", memory_limit: "1GB" });
  const db = await instance.connect();
  const columns = sampleColumns.map(({ name, type }) => `"${name}": '${types[type] ?? "VARCHAR"}'`).join(", ");
  const out = join(folder, "plain.parquet");
  const startedAt = performance.now();
  for (const { objects } of windows) {
    const source = `read_json('${objects}', format='newline_delimited', columns={${columns}})`;
    await db.run(`COPY (SELECT * FROM ${source}) TO '${out}' (FORMAT parquet, COMPRESSION zstd)`);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  db.closeSync();
  instance.closeSync();
  await rm(out);
  return seconds;
}
