import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type TableColumns, tableColumns } from "@logdoctor/kql/tables";
import type { Column } from "@logdoctor/kql-engine";
import { z } from "zod";
import { CliError } from "../cli-error.ts";
import { inferColumns } from "./infer-columns.ts";
import { linesOf } from "./lines.ts";

/** One table of a folder. */
export interface TableFile {
  readonly name: string;
  readonly columns: readonly Column[];
  /** The file of its rows, a JSON object a line; a schema alone is an empty table. */
  readonly rows: string | undefined;
}

const types = "string int long real bool datetime timespan guid dynamic decimal".split(" ") as [keyof TableColumns];
const Schema = z.record(z.string().min(1), z.enum(types as [TableColumns[string]]));
const rowsEnd = ".jsonl";
const schemaEnd = ".schema.json";

/** The tables of a folder, by name. What was inferred is told to `tell`. Throws CliError. */
export async function tableFiles(folder: string, tell: (text: string) => void): Promise<TableFile[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw new CliError("failed", `The folder of tables ${folder} cannot be read: ${messageOf(error)}`);
  });
  const tables = new Set(names.flatMap((name) => tableOf(name) ?? []));
  if (tables.size === 0)
    throw new CliError("failed", `${folder} has no tables: a table is <Table>.jsonl, <Table>.schema.json, or both.`);
  const found: TableFile[] = [];
  for (const name of [...tables].sort()) {
    const rows = names.includes(`${name}${rowsEnd}`) ? join(folder, `${name}${rowsEnd}`) : undefined;
    const schema = names.includes(`${name}${schemaEnd}`) ? join(folder, `${name}${schemaEnd}`) : undefined;
    const columns =
      schema !== undefined ? await declared(schema) : (known(name) ?? (await inferred(name, rows ?? "", tell)));
    found.push({ name, columns, rows });
  }
  return found;
}

function tableOf(file: string): string | undefined {
  const end = [schemaEnd, rowsEnd].find((one) => file.endsWith(one));
  return end === undefined || file.length === end.length ? undefined : file.slice(0, -end.length);
}

async function declared(file: string): Promise<Column[]> {
  try {
    return columnsOf(Schema.parse(JSON.parse(await readFile(file, "utf8"))));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error);
    throw new CliError("failed", `${file} is not an object of column name to type (${types.join(", ")}):\n${why}`);
  }
}

function known(table: string): Column[] | undefined {
  const columns = tableColumns(table);
  return columns === undefined ? undefined : columnsOf(columns);
}

function columnsOf(columns: TableColumns): Column[] {
  return Object.entries(columns).map(([name, type]) => ({ name, type }));
}

async function inferred(table: string, file: string, tell: (text: string) => void): Promise<Column[]> {
  const columns = await inferColumns(rowLines(file));
  if (columns.length === 0)
    throw new CliError("failed", `${file} has no rows to infer columns from: add ${table}${schemaEnd}.`);
  const list = columns.map(({ name, type }) => `${name} ${type}`).join(", ");
  tell(`${table} has no schema; from its rows: ${list}. ${table}${schemaEnd} would say otherwise.`);
  return columns;
}

/** The rows of a file, each proven to be a JSON object. Throws CliError with the line. */
export async function* rowLines(file: string): AsyncGenerator<string> {
  let number = 0;
  for await (const line of linesOf(file, "The rows")) {
    number += 1;
    if (line.trim() === "") continue;
    if (!isObject(line)) throw new CliError("failed", `${file}:${number}: a row is one JSON object on its line.`);
    yield line;
  }
}

function isObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
