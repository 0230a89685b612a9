import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { predicateToKql, quoteIdentifier } from "@logdoctor/kql";
import type { StoredTable } from "./compile/context.ts";
import { SQL_TYPES } from "./compile/expr.ts";
import { compileQuery } from "./compile/query.ts";
import { behind, functionStatement, statementsFor } from "./compile/workspace-functions.ts";
import { KqlError } from "./errors.ts";
import { MACROS } from "./macros.ts";
import { streamRows } from "./output.ts";
import { planCache } from "./plan-cache.ts";
import { planWithData } from "./plan-with-data.ts";
import { runtimeError } from "./runtime-error.ts";
import { SCRIPTED } from "./scripted/registry.ts";
import { registerScripted } from "./scripted/scripted.ts";
import { deleteRows } from "./storage/delete.ts";
import { insertRows, insertSelect } from "./storage/insert.ts";
import { transformPlans } from "./transform-plans.ts";
import type { Column, DeleteFilter, Engine, EngineOptions, QueryOptions } from "./types.ts";

/** An empty database in memory; close it when done. */
export async function createEngine(options: EngineOptions = {}): Promise<Engine> {
  const instance = await DuckDBInstance.create(":memory:", {
    // The SQL is compiled, never the caller's; should that ever fail, it still reaches no file and no network.
    enable_external_access: "false",
    threads: String(options.threads ?? 1),
    ...(options.memoryLimit === undefined ? {} : { memory_limit: options.memoryLimit }),
  });
  const main = await instance.connect();
  registerScripted(main, SCRIPTED);
  for (const macro of MACROS) await main.run(macro);
  const tables = new Map<string, StoredTable>();
  const functions = new Map<string, string>();
  const planOf = planCache(tables);
  const transformOf = transformPlans(tables);
  let closed = false;
  return {
    createTable: (name, columns) => createTable({ main, tables, name, columns }),
    createFunction(name, text) {
      if (tables.has(name) || functions.has(name)) throw new KqlError("Runtime", `The name ${name} is taken`);
      functions.set(name, functionStatement(name, text));
    },
    tables: () => new Map([...tables].map(([name, table]) => [name, table.columns])),
    insertJson: (table, rows, ingestedAt) =>
      withConnection(instance, (connection) => insertRows(connection, tableNamed(tables, table), rows, ingestedAt)),
    insertSelect: (table, select, ingestedAt) =>
      withConnection(instance, (connection) => insertSelect(connection, tableNamed(tables, table), select, ingestedAt)),
    deleteWhere: (table, filters, queryOptions) =>
      withConnection(instance, (connection) =>
        deleteWhere({ connection, tables, table, filters, options: queryOptions }),
      ),
    async query(text, queryOptions) {
      if (queryOptions.transformOf !== undefined) {
        const { columns, sql } = transformOf(queryOptions.transformOf, text, queryOptions);
        return { columns, rows: () => streamRows(instance, sql, queryOptions.timeoutMs) };
      }
      const plan = (written: string) => planOf(written, queryOptions);
      const { columns, sql } = await behind(statementsFor(text, functions), text, (whole) =>
        planWithData({ text: whole, instance, plan }),
      );
      return { columns, rows: () => streamRows(instance, sql, queryOptions.timeoutMs) };
    },
    async close() {
      if (closed) return;
      closed = true;
      main.closeSync();
      instance.closeSync();
    },
  };
}

interface NewTable {
  readonly main: DuckDBConnection;
  readonly tables: Map<string, StoredTable>;
  readonly name: string;
  readonly columns: readonly Column[];
}

async function createTable({ main, tables, name, columns }: NewTable): Promise<void> {
  if (tables.has(name)) throw new KqlError("Runtime", `The table ${name} exists`);
  if (columns.length === 0 || new Set(columns.map((column) => column.name)).size !== columns.length)
    throw new KqlError("Runtime", `The columns of ${name} must be one or more, each with its own name`);
  const physical = `t${tables.size}`;
  const definitions = columns.map(({ type }, i) => `c${i} ${SQL_TYPES[type]}`);
  await main.run(`CREATE TABLE ${physical} (${[...definitions, "ingested BIGINT"].join(", ")})`);
  tables.set(name, { name, physical, columns: [...columns] });
}

function tableNamed(tables: ReadonlyMap<string, StoredTable>, name: string): StoredTable {
  const table = tables.get(name);
  if (table === undefined) throw new KqlError("SemanticError", `There is no table ${name}`);
  return table;
}

interface Deletion {
  readonly connection: DuckDBConnection;
  readonly tables: ReadonlyMap<string, StoredTable>;
  readonly table: string;
  readonly filters: readonly DeleteFilter[];
  readonly options: QueryOptions;
}

async function deleteWhere({ connection, tables, table, filters, options }: Deletion): Promise<number> {
  const stored = tableNamed(tables, table);
  if (filters.length === 0) throw new KqlError("Runtime", "No filters: to delete every row is never meant");
  const types = Object.fromEntries(stored.columns.map(({ name, type }) => [name, type]));
  const text = `${quoteIdentifier(table)} | where ${predicateToKql(filters, types)}`;
  return deleteRows(connection, stored, compileQuery(text, tables, options));
}

async function withConnection<T>(
  instance: DuckDBInstance,
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const connection = await instance.connect();
  try {
    return await work(connection);
  } catch (error) {
    throw runtimeError(error);
  } finally {
    connection.closeSync();
  }
}
