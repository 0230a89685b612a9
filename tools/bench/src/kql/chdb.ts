import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";

/** ClickHouse in the process, with its Kusto dialect. */
export interface Chdb {
  /** Runs a query of KQL; throws for what the dialect does not know. */
  run(kql: string): void;
  close(): void;
}

interface Session {
  query(text: string, format?: string): string;
  cleanup(): void;
}

// Half a gigabyte for one comparison: it is measured where somebody installed it, and no package asks for it.
const name = "chdb";

/** The rows of the baseline's tables in chdb, or undefined where that is not installed. */
export async function openChdb(db: DuckDBConnection): Promise<Chdb | undefined> {
  const session = await newSession();
  if (session === undefined) return undefined;
  const folder = await mkdtemp(join(tmpdir(), "bench-chdb-"));
  try {
    session.query("SET max_threads = 1");
    session.query("CREATE DATABASE log");
    session.query("USE log");
    for (const table of ["Log", "Users"]) {
      const file = join(folder, `${table}.parquet`);
      await db.run(`COPY "${table}" TO '${file}' (FORMAT parquet)`);
      session.query(`CREATE TABLE ${table} ENGINE = Memory AS SELECT * FROM file('${file}', 'Parquet',
        '${columns[table]}')`);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  session.query("SET allow_experimental_kusto_dialect = 1");
  session.query("SET dialect = 'kusto'");
  return {
    run: (kql) => void session.query(kql, "JSONCompactEachRow"),
    close: () => session.cleanup(),
  };
}

const columns: Readonly<Record<string, string>> = {
  Log: "TimeGenerated DateTime64(6), Computer String, Level Int32, UserId String, Url String, Message String, DurationMs Float64, Bytes Int64, Properties String",
  Users: "UserId String, Department String",
};

async function newSession(): Promise<Session | undefined> {
  try {
    const { Session } = (await import(name)) as { readonly Session: new () => Session };
    return new Session();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}
