import { readFile, writeFile } from "node:fs/promises";
import type { ArchiveCodec, PartFile } from "../archive/codec.ts";
import type { RowColumn, RowsFile } from "../archive/rows.ts";
import { referenceProof, type WireRow } from "./reference-hash.ts";

/** The archive's codec without DuckDB: JSON files, the reference hash. It keeps histories of a thousand runs quick. */
export function fakeCodec(): ArchiveCodec & { close(): void } {
  return {
    async encode(rows, out, minus) {
      const kept = subtract(await linesOf(rows), await rowsOfParts(minus, rows.columns));
      await writeFile(out, JSON.stringify({ columns: rows.columns, rows: kept }));
      const columns = rows.columns.map((column, i) => ({
        ...column,
        encoding: "native" as const,
        nulls: kept.filter((row) => row[i] === "null").length,
      }));
      return { path: out, columns, rows: kept.length };
    },
    async proof(part, columns) {
      return referenceProof(columns, await rowsOfParts([part], columns));
    },
    async compare(rows, parts) {
      const current = await linesOf(rows);
      const archived = await rowsOfParts(parts, rows.columns);
      return { onlyInRows: subtract(current, archived).length, onlyInParts: subtract(archived, current).length };
    },
    close: () => undefined,
  };
}

/** Rows of a fake archive file, in the given columns; one that the file lacks is null. */
export function rowsInFile(bytes: Uint8Array | string, columns: readonly RowColumn[]): WireRow[] {
  const file = JSON.parse(bytes.toString()) as { columns: RowColumn[]; rows: WireRow[] };
  const at = columns.map((column) => file.columns.findIndex((own) => own.name === column.name));
  return file.rows.map((row) => at.map((i, own) => row[i] ?? (columns[own]?.type === "string" ? '""' : "null")));
}

async function rowsOfParts(parts: readonly PartFile[], columns: readonly RowColumn[]): Promise<WireRow[]> {
  const all: WireRow[] = [];
  for (const part of parts) all.push(...rowsInFile(await readFile(part.path, "utf8"), columns));
  return all;
}

async function linesOf(rows: RowsFile): Promise<WireRow[]> {
  const lines = (await readFile(rows.path, "utf8")).split("\n").filter((line) => line !== "");
  return lines.map((line) => {
    const cells: unknown = JSON.parse(
      line,
      (_key, value: unknown, context?: { source?: string }) => context?.source ?? value,
    );
    return cells as WireRow;
  });
}

function subtract(rows: readonly WireRow[], minus: readonly WireRow[]): WireRow[] {
  const counts = new Map<string, number>();
  for (const row of minus) counts.set(row.join(), (counts.get(row.join()) ?? 0) + 1);
  return rows.filter((row) => {
    const left = counts.get(row.join()) ?? 0;
    if (left > 0) counts.set(row.join(), left - 1);
    return left === 0;
  });
}
