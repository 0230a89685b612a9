import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { ColumnType } from "@logdoctor/kql-engine";

/** A query, and what Microsoft's Kusto emulator answered. */
export interface Recorded {
  readonly id: string;
  readonly family: string;
  readonly query: string;
  /** `type` is a class: `int` is int or long, `real` real or decimal. */
  readonly columns: readonly { readonly name: string; readonly type: string | null }[];
  readonly rowCount: number;
  /** False when not all rows were kept. */
  readonly complete: boolean;
  readonly rows: readonly (readonly unknown[])[];
  readonly flags: readonly ("ordered" | "nondeterministic")[];
  /** Kusto refused the query. */
  readonly refused: boolean;
}

/** A query of the documentation, and the table that its page prints for it. */
export interface Documented {
  readonly id: string;
  readonly query: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** A published detection rule. */
export interface SentinelRule {
  readonly id: string;
  readonly path: string;
  readonly query: string;
}

export interface TableSchema {
  readonly name: string;
  readonly columns: Readonly<Record<string, ColumnType>>;
}

export function recorded(): Recorded[] {
  return read("recorded");
}

export function documented(): Documented[] {
  return read("documented");
}

export function sentinelRules(): SentinelRule[] {
  return read("sentinel");
}

/** The tables that the rules read. */
export function tableSchemas(): TableSchema[] {
  return read("tables");
}

// The files are ours, and their tests fail when they are not as these types say.
function read<T>(name: string): T[] {
  const bytes = readFileSync(new URL(`../data/${name}.jsonl.gz`, import.meta.url));
  const lines = gunzipSync(bytes).toString("utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as T);
}
