import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { ArchiveManifest } from "@logdoctor/shared-policies";
import { CliError } from "../cli-error.ts";
import type { ArchiveSource } from "./sources.ts";

interface Fetch {
  readonly source: ArchiveSource;
  readonly manifest: ArchiveManifest;
  readonly db: DuckDBConnection;
  /** An empty file at `path`. */
  readonly file: FileHandle;
  readonly path: string;
  readonly names: readonly string[];
}

interface Range {
  readonly offset: number;
  readonly count: number;
}

/** Below this a file is read in one go, and proven by its SHA-256. */
const smallFile = 1_000_000;
/** Two ranges with less than this between them are one request. */
const gap = 64_000;

/**
 * Fills `file` with what DuckDB needs of a part to read the named columns: the footer, and the bytes of those columns where
 * they stand in the whole file; the rest stays a hole. Returns how many bytes were read.
 */
export async function fetchColumns(of: Fetch): Promise<number> {
  const { length } = of.manifest.blob;
  if (length <= smallFile) return fetchWhole(of);
  const tail = await write(of, { offset: length - 8, count: 8 });
  const footer = 8 + tail.readUInt32LE(0);
  if (tail.toString("latin1", 4) !== "PAR1" || footer + 4 > length)
    throw new CliError("failed", `${of.manifest.blob.name} is not a Parquet file.`);
  await write(of, { offset: 0, count: 4 });
  await write(of, { offset: length - footer, count: footer - 8 });
  const ranges = merged(await columnRanges(of));
  const wanted = ranges.reduce((sum, { count }) => sum + count, footer + 4);
  if (wanted > length * 0.8) return wanted + (await fetchWhole(of));
  for (const range of ranges) await write(of, range);
  return wanted;
}

async function fetchWhole(of: Fetch): Promise<number> {
  const { name, length, sha256 } = of.manifest.blob;
  const bytes = await write(of, { offset: 0, count: length });
  if (createHash("sha256").update(bytes).digest("hex") !== sha256)
    throw new CliError("failed", `${name} is not the file that was verified.\n"logdoctor archive verify" tells more.`);
  return length;
}

async function write({ source, manifest, file }: Fetch, { offset, count }: Range): Promise<Buffer> {
  const { name, etag } = manifest.blob;
  const bytes = Buffer.from(await source.range({ name, etag, offset, count }));
  await file.write(bytes, 0, bytes.length, offset);
  return bytes;
}

async function columnRanges({ db, path, names }: Fetch): Promise<Range[]> {
  const result = await db.runAndReadAll(
    `SELECT path_in_schema AS name, least(data_page_offset, nullif(dictionary_page_offset, 0)) AS first, total_compressed_size AS size
     FROM parquet_metadata('${path.replaceAll("'", "''")}')`,
  );
  return result
    .getRowObjectsJS()
    .filter(({ name }) => names.includes(String(name)))
    .map(({ first, size }) => ({ offset: Number(first), count: Number(size) }));
}

function merged(ranges: readonly Range[]): Range[] {
  const found: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a.offset - b.offset)) {
    const last = found.at(-1);
    const end = range.offset + range.count;
    if (last !== undefined && range.offset - (last.offset + last.count) < gap)
      found[found.length - 1] = { offset: last.offset, count: Math.max(last.offset + last.count, end) - last.offset };
    else found.push(range);
  }
  return found;
}
