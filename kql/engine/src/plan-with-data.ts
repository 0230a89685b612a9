import type { DuckDBInstance } from "@duckdb/node-api";
import { NeedsRows } from "./compile/needs-rows.ts";
import { KqlError } from "./errors.ts";
import type { Plan } from "./plan-memory.ts";
import { runtimeError } from "./runtime-error.ts";

interface Planned {
  readonly text: string;
  readonly instance: DuckDBInstance;
  readonly plan: (text: string) => Plan;
}

const MOST = 10;

/** A plan, with the data asked for the columns where those hang on it; Kusto does the same before it binds the rest. */
export async function planWithData({ text, instance, plan }: Planned): Promise<Plan> {
  let written = text;
  for (let round = 0; round <= MOST; round++) {
    try {
      return plan(written);
    } catch (error) {
      if (!(error instanceof NeedsRows)) throw error;
      const schema = error.written(await textsOf(instance, error.sql));
      written = written.slice(0, error.offset) + schema + written.slice(error.offset);
    }
  }
  throw new KqlError("NotSupported", `More than ${MOST} operators whose columns hang on the data`);
}

async function textsOf(instance: DuckDBInstance, sql: string): Promise<string[]> {
  const connection = await instance.connect();
  try {
    const result = await connection.runAndReadAll(sql);
    return result.getRows().map((row) => String(row[0]));
  } catch (error) {
    throw runtimeError(error);
  } finally {
    connection.closeSync();
  }
}
