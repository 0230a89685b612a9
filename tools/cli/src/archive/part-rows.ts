import { open } from "node:fs/promises";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { Column } from "@logdoctor/kql-engine";
import type { ArchiveManifest } from "@logdoctor/shared-policies";
import { fetchColumns } from "./fetch-columns.ts";
import type { ArchiveSource } from "./sources.ts";

export interface PartReader {
  /** The rows of a part, each a JSON object of the wanted columns. */
  rows(manifest: ArchiveManifest): AsyncGenerator<string>;
  bytesRead(): number;
  close(): void;
}

interface Reading {
  readonly source: ArchiveSource;
  /** Where a file lies while it is read. */
  readonly folder: string;
  readonly columns: readonly Column[];
}

/** Reads parts one after the other. Close it when done. */
export async function openPartReader({ source, folder, columns }: Reading): Promise<PartReader> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1", enable_external_file_cache: "false" });
  const db = await instance.connect();
  const path = join(folder, "part.parquet");
  let bytes = 0;
  return {
    async *rows(manifest) {
      const file = await open(path, "w+");
      try {
        bytes += await fetchColumns({ source, manifest, db, file, path, names: columns.map(({ name }) => name) });
      } finally {
        await file.close();
      }
      yield* jsonRows(db, rowsSql(path, manifest, columns));
    },
    bytesRead: () => bytes,
    close() {
      db.closeSync();
      instance.closeSync();
    },
  };
}

async function* jsonRows(db: DuckDBConnection, sql: string): AsyncGenerator<string> {
  const result = await db.stream(sql);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    yield* chunk.getColumnValues(0) as string[];
  }
}

function rowsSql(path: string, manifest: ArchiveManifest, columns: readonly Column[]): string {
  const stored = new Map(manifest.columns.map((column) => [column.name, column]));
  const cells = columns.flatMap((column) => {
    const own = stored.get(column.name);
    if (own === undefined) return [];
    return `${sqlText(`${JSON.stringify(column.name)}:`)} || coalesce(${cellOf(column, own.encoding)}, 'null')`;
  });
  const row = cells.length === 0 ? "''" : cells.join(" || ',' || ");
  return `SELECT '{' || ${row} || '}' FROM read_parquet(${sqlText(path)})`;
}

/** A cell as JSON, in a form that loses nothing: reals and instants as text. */
function cellOf({ name, type }: Column, encoding: string): string {
  const column = `"${name.replaceAll('"', '""')}"`;
  if (type === "datetime" && encoding === "native")
    return `'"' || strftime(${column}, '%Y-%m-%dT%H:%M:%S.%n')[1:27] || 'Z"'`;
  // The query API writes a dynamic as a text: its JSON, or, of a JSON string, the string itself.
  if (type === "dynamic") return `CASE WHEN json_valid(${column}) THEN ${column} ELSE to_json(${column})::VARCHAR END`;
  if (["int", "long", "bool"].includes(type)) return `CAST(${column} AS VARCHAR)`;
  return `to_json(CAST(${column} AS VARCHAR))::VARCHAR`;
}

function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
