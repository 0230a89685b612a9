import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { everyColumn, rowsOf } from "../testing/arbitrary-rows.ts";
import { answerOf } from "../testing/query-answer.ts";
import { referenceProof, type WireRow } from "../testing/reference-hash.ts";
import type { ArchiveCodec, PartFile } from "./codec.ts";
import { openDuckdbCodec } from "./duckdb-codec.ts";
import type { RowsFile } from "./rows.ts";
import { splitRows } from "./split-rows.ts";

let folder: string;
let codec: ArchiveCodec & { close(): void };
let files = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "logdoctor-codec-"));
  codec = await openDuckdbCodec({ memoryLimit: "200MB", threads: 2, tempDirectory: folder });
});

afterAll(async () => {
  codec.close();
  await rm(folder, { recursive: true });
});

function path(extension: string): string {
  files += 1;
  return join(folder, `${files}.${extension}`);
}

async function* chunks(text: string, size: number): AsyncIterable<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
}

async function rowsFile(rows: readonly WireRow[], chunk = 65_536): Promise<RowsFile> {
  return splitRows(chunks(answerOf(everyColumn, rows), chunk), path("ndjson"));
}

/** Reads every cell of an archive file back as the JSON text that it came from, as far as value goes. */
async function cellsOf(part: PartFile): Promise<string[][]> {
  const instance = await DuckDBInstance.create(":memory:");
  const db = await instance.connect();
  const select = part.columns.map(({ name, type, encoding }) => {
    if (type === "datetime" && encoding === "native") return `epoch_ns("${name}")::VARCHAR`;
    return type === "string" || encoding === "text" ? `"${name}"` : `"${name}"::VARCHAR`;
  });
  const result = await db.runAndReadAll(`SELECT ${select.join(", ")} FROM read_parquet('${part.path}')`);
  const rows = result.getRowsJS().map((row) => row.map((cell) => (cell === null ? "null" : String(cell))));
  db.closeSync();
  instance.closeSync();
  return rows;
}

/** The same cells from the wire text, by arithmetic of their own. */
function expectedCell(type: string, cell: string, native: boolean): string {
  if (cell === "null") return "null";
  const text = cell.startsWith('"') ? (JSON.parse(cell) as string) : cell;
  if (type === "datetime") {
    const [whole = "", fraction = ""] = text.slice(0, -1).split(".");
    if (!native) return `${whole}.${fraction.padEnd(7, "0")}Z`;
    return (BigInt(Date.parse(`${whole}Z`)) * 1_000_000n + BigInt(fraction.padEnd(9, "0"))).toString();
  }
  if (type === "real") return realText(Number(text));
  return text;
}

function realText(x: number): string {
  if (Number.isNaN(x)) return "nan";
  if (!Number.isFinite(x)) return x > 0 ? "inf" : "-inf";
  return `double:${x}`;
}

describe("archive files", () => {
  test("bring every value back bit-exact", async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf(everyColumn, 12), fc.integer({ min: 1, max: 400 }), async (rows, chunk) => {
        const part = await codec.encode(await rowsFile(rows, chunk), path("parquet"), []);
        const got = (await cellsOf(part)).map((row) =>
          row.map((cell, i) =>
            everyColumn[i]?.type === "real" && !/^(null|nan|-?inf)$/.test(cell) ? `double:${Number(cell)}` : cell,
          ),
        );
        const native = part.columns.map((column) => column.encoding === "native");
        const want = rows.map((row) =>
          row.map((cell, i) => expectedCell(everyColumn[i]?.type ?? "", cell, native[i] === true)),
        );
        expect(got.toSorted()).toEqual(want.toSorted());
        expect(part.rows).toBe(rows.length);
      }),
      { numRuns: 150 },
    );
  });

  test("give the same proof as the reference, in any order of rows", async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf(everyColumn, 12), async (rows) => {
        const part = await codec.encode(await rowsFile(rows.toReversed()), path("parquet"), []);
        expect(await codec.proof(part, everyColumn)).toEqual(referenceProof(everyColumn, rows));
      }),
      { numRuns: 150 },
    );
  });

  test("hold only what earlier files lack, as multisets", async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf(everyColumn, 6), rowsOf(everyColumn, 6), async (early, late) => {
        const first = await codec.encode(await rowsFile([...early, ...early]), path("parquet"), []);
        const all = await rowsFile([...early, ...late, ...early]);
        expect(await codec.compare(all, [first])).toEqual({ onlyInRows: late.length, onlyInParts: 0 });
        const second = await codec.encode(all, path("parquet"), [first]);
        expect(await codec.proof(second, everyColumn)).toEqual(referenceProof(everyColumn, late));
      }),
      { numRuns: 60 },
    );
  });

  test("count nulls per column and keep empty text apart from null", async () => {
    const row = ['"2026-01-01T00:00:00Z"', '""', "null", "1", "null", "true", "null", "null", "null", '""', "null"];
    const part = await codec.encode(await rowsFile([row]), path("parquet"), []);
    const nulls = Object.fromEntries(part.columns.map((column) => [column.name, column.nulls]));
    expect(nulls).toMatchObject({ Message: 0, Level: 1, Bytes: 0, Properties: 0, Price: 1 });
  });
});
