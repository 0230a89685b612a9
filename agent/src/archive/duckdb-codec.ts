import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { ArchivedColumn, RowSetProof } from "@logdoctor/shared-policies";
import type { ArchiveCodec, EncodedPart, PartFile } from "./codec.ts";
import { canonicalSql, hashHalvesSql, limbSumsSql, rowHashSql, sevenDigits, sqlName } from "./row-hash.ts";
import type { RowColumn, RowsFile } from "./rows.ts";

export interface DuckdbCodecOptions {
  /** DuckDB's memory limit, such as "160MB". */
  readonly memoryLimit: string;
  /** Threads that read a file back and hash it; one thread writes, because each that writes holds row groups of its own. */
  readonly threads: number;
  readonly tempDirectory: string;
}

/** Every text column reserves its dictionary page: at the default of 1 MB a table of 230 columns takes 256 MB to write. */
const parquetOptions =
  "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 60000, ROW_GROUP_SIZE_BYTES '8MB', STRING_DICTIONARY_PAGE_SIZE_LIMIT 65536";

/** A row is ingested in a call of at most 1 MB; escaped as JSON text it can grow sixfold. DuckDB buffers twice this. */
const maxRowBytes = 8 * 1024 * 1024;

/** An instance's memory was seen to grow with its age by a megabyte a window; a new one costs 20 ms. */
const usesOfInstance = 24;

/** Opens DuckDB as the archive's codec. `close` frees it. */
export async function openDuckdbCodec(options: DuckdbCodecOptions): Promise<ArchiveCodec & { close(): void }> {
  // Loaded here and not at the top: the native library costs start-up time that a poll does not need.
  const { DuckDBInstance: Instance } = await import("@duckdb/node-api");
  const open = (): Promise<DuckDBInstance> =>
    Instance.create(":memory:", {
      threads: "1",
      memory_limit: options.memoryLimit,
      temp_directory: options.tempDirectory,
      preserve_insertion_order: "false",
      // Every file is read once or twice and then gone; kept in memory, they would only fill it.
      enable_external_file_cache: "false",
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
    });
  let instance = await open();
  let uses = 0;
  const inTurn = oneAtATime();
  const use = <T>(work: (db: DuckDBConnection) => Promise<T>, threads = 1): Promise<T> =>
    inTurn(async () => {
      uses += 1;
      if (uses % usesOfInstance === 0) {
        instance.closeSync();
        instance = await open();
      }
      return withConnection(instance, async (db) => {
        await db.run(`SET threads TO ${threads}`);
        return work(db);
      });
    });
  return {
    encode: (rows, out, minus) => use((db) => encode(db, rows, { out, minus })),
    proof: (part, columns) => use((db) => proof(db, part, columns), options.threads),
    compare: (rows, parts) => use((db) => compare(db, rows, parts)),
    close: () => instance.closeSync(),
  };
}

/** Two statements at once would need twice the memory; fetching and splitting go on beside the one that runs. */
function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}

async function withConnection<T>(instance: DuckDBInstance, work: (db: DuckDBConnection) => Promise<T>): Promise<T> {
  const db = await instance.connect();
  try {
    return await work(db);
  } finally {
    db.closeSync();
  }
}

async function encode(
  db: DuckDBConnection,
  rows: RowsFile,
  target: { out: string; minus: readonly PartFile[] },
): Promise<EncodedPart> {
  const text = await copyRows(db, rows, target);
  const nulls = await nullCounts(db, target.out);
  const columns = rows.columns.map(
    (column): ArchivedColumn => ({
      ...column,
      encoding: isNative(column, text) ? "native" : "text",
      nulls: nulls.get(column.name) ?? 0,
    }),
  );
  const [count] = await select(db, `SELECT num_rows AS n FROM parquet_file_metadata(${sqlText(target.out)})`);
  return { path: target.out, columns, rows: Number(count?.n) };
}

/** Nulls per column, from the statistics that the file carries of its row groups. */
async function nullCounts(db: DuckDBConnection, path: string): Promise<Map<string, number>> {
  const found = await select(
    db,
    `SELECT path_in_schema AS name, sum(stats_null_count)::DOUBLE AS nulls, count(*) - count(stats_null_count) AS unknown
     FROM parquet_metadata(${sqlText(path)}) GROUP BY ALL`,
  );
  const unknown = found.find((column) => Number(column["unknown"]) > 0);
  if (unknown !== undefined) throw new Error(`The archive file has no null count for ${String(unknown["name"])}`);
  return new Map(found.map((column) => [String(column["name"]), Number(column["nulls"])]));
}

/**
 * Writes the file and returns which columns it holds as text. Nearly always none is: that is tried first, without reading
 * all rows beforehand, and a datetime that does not fit ends the attempt.
 */
async function copyRows(
  db: DuckDBConnection,
  rows: RowsFile,
  target: { out: string; minus: readonly PartFile[] },
): Promise<Set<string>> {
  const write = async (text: Set<string>): Promise<Set<string>> => {
    const source = `SELECT ${typedColumns(rows.columns, text)} FROM ${linesOf(rows)}`;
    const already = target.minus.map((part) => partRows(part, rows.columns, text));
    const wanted = already.length === 0 ? source : `${source} EXCEPT ALL (${already.join(" UNION ALL ")})`;
    await db.run(`COPY (${wanted}) TO ${sqlText(target.out)} (${parquetOptions})`);
    return text;
  };
  try {
    return await write(new Set());
  } catch (error) {
    const text = await textDatetimes(db, rows);
    if (text.size === 0) throw error;
    return write(text);
  }
}

async function proof(db: DuckDBConnection, part: PartFile, columns: readonly RowColumn[]): Promise<RowSetProof> {
  const text = new Set(part.columns.filter((column) => column.encoding === "text").map((column) => column.name));
  const timeText = (name: string): string => canonicalSql({ name, type: "datetime" }, text.has("TimeGenerated"));
  const [found] = await select(
    db,
    `SELECT rows, ${timeText("first")} AS "minTime", ${timeText("last")} AS "maxTime", h0, h1, h2, h3
     FROM (SELECT count(*)::VARCHAR AS rows, min("TimeGenerated") AS first, max("TimeGenerated") AS last, ${limbSumsSql()}
       FROM (SELECT "TimeGenerated", ${hashHalvesSql("_h")}
         FROM (SELECT "TimeGenerated", ${rowHashSql(columns, text)} AS _h FROM read_parquet(${sqlText(part.path)}))))`,
  );
  const limbs = [found?.h0, found?.h1, found?.h2, found?.h3].map(String);
  return {
    rows: Number(found?.rows),
    hash: { algorithm: "row-sha256-sum-v1", limbs },
    minTime: textOrUndefined(found?.minTime),
    maxTime: textOrUndefined(found?.maxTime),
  };
}

async function compare(
  db: DuckDBConnection,
  rows: RowsFile,
  parts: readonly PartFile[],
): Promise<{ onlyInRows: number; onlyInParts: number }> {
  const text = await textDatetimes(db, rows);
  const current = `SELECT ${typedColumns(rows.columns, text)} FROM ${linesOf(rows)}`;
  const archived = parts.map((part) => partRows(part, rows.columns, text)).join(" UNION ALL ");
  const count = async (sql: string): Promise<number> =>
    Number((await select(db, `SELECT count(*) AS n FROM (${sql})`))[0]?.n);
  if (parts.length === 0) return { onlyInRows: rows.rows, onlyInParts: 0 };
  return {
    onlyInRows: await count(`${current} EXCEPT ALL (${archived})`),
    onlyInParts: await count(`(${archived}) EXCEPT ALL (${current})`),
  };
}

/** Datetimes outside 1677 to 2262 do not fit Parquet's nanoseconds; a column that has one is stored as text. */
async function textDatetimes(db: DuckDBConnection, rows: RowsFile): Promise<Set<string>> {
  const datetimes = rows.columns
    .map((column, i) => ({ ...column, i: i + 1 }))
    .filter(({ type }) => type === "datetime");
  if (datetimes.length === 0 || rows.rows === 0) return new Set();
  const bad = datetimes.map(({ i }) => `bool_or(${doesNotFit(`r[${i}]`)}) AS c${i}`);
  const [found] = await select(db, `SELECT ${bad.join(", ")} FROM ${linesOf(rows)}`);
  return new Set(datetimes.filter(({ i }) => found?.[`c${i}`] === true).map(({ name }) => name));
}

function doesNotFit(cell: string): string {
  return `${cell} < '1678' OR ${cell} >= '2262'`;
}

function fitting(cell: string): string {
  return `CASE WHEN ${doesNotFit(cell)} THEN error('a datetime does not fit') ELSE ${cell}::TIMESTAMP_NS END`;
}

function linesOf(rows: RowsFile): string {
  if (rows.rows === 0) return "(SELECT CAST(NULL AS VARCHAR[]) AS r WHERE false)";
  // A row is checked to have a value per column: a short one would read as nulls.
  const checked = `CASE WHEN len(r) = ${rows.columns.length} THEN r ELSE error('a row has ' || len(r) || ' values') END`;
  const options = `format='newline_delimited', records=false, columns={r:'VARCHAR[]'}, maximum_object_size=${maxRowBytes}`;
  return `(SELECT ${checked} AS r FROM read_json(${sqlText(rows.path)}, ${options}))`;
}

function typedColumns(columns: readonly RowColumn[], text: ReadonlySet<string>): string {
  return columns
    .map((column, i) => {
      const cell = `r[${i + 1}]`;
      const isText = column.type === "datetime" && text.has(column.name);
      const typed = column.type === "datetime" ? fitting(cell) : `${cell}${cast(column, text)}`;
      return `${isText ? sevenDigits(cell) : typed} AS ${sqlName(column.name)}`;
    })
    .join(", ");
}

function partRows(part: PartFile, columns: readonly RowColumn[], text: ReadonlySet<string>): string {
  const stored = new Map(part.columns.map((column) => [column.name, column]));
  const values = columns.map((column) => {
    const name = sqlName(column.name);
    const had = stored.get(column.name);
    // A column that the table gained later: rows of that time have no value in it.
    if (had === undefined) return `${column.type === "string" ? "''" : `NULL${cast(column, text)}`} AS ${name}`;
    if (had.encoding === "native" && !isNative(column, text)) {
      return `strftime(${name}, '%Y-%m-%dT%H:%M:%S.%n')[1:27] || 'Z' AS ${name}`;
    }
    return `${name}${cast(column, text)} AS ${name}`;
  });
  return `SELECT ${values.join(", ")} FROM read_parquet(${sqlText(part.path)})`;
}

function isNative(column: RowColumn, text: ReadonlySet<string>): boolean {
  return cast(column, text) !== "::VARCHAR" || column.type === "string";
}

function cast(column: RowColumn, text: ReadonlySet<string>): string {
  if (text.has(column.name)) return "::VARCHAR";
  switch (column.type) {
    case "int":
      return "::INTEGER";
    case "long":
      return "::BIGINT";
    case "real":
      return "::DOUBLE";
    case "bool":
      return "::BOOLEAN";
    case "datetime":
      return "::TIMESTAMP_NS";
    default:
      return "::VARCHAR";
  }
}

function sqlText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

async function select(db: DuckDBConnection, sql: string): Promise<Record<string, unknown>[]> {
  const result = await db.runAndReadAll(sql);
  return result.getRowObjectsJS();
}

function textOrUndefined(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
