import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export type TableColumns = Readonly<
  Record<string, "string" | "int" | "long" | "real" | "bool" | "datetime" | "timespan" | "guid" | "dynamic" | "decimal">
>;

const folder = new URL("../tables/", import.meta.url);

/** Names of the tables whose columns are declared in `kql/tables`. */
export function declaredTables(): string[] {
  return readdirSync(fileURLToPath(folder))
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.slice(0, -5));
}

/** Columns of a declared table by name, or undefined for a table that is not declared (a custom one, say). */
export function tableColumns(table: string): TableColumns | undefined {
  // Listed rather than probed: some file systems fold case, and table names do not.
  if (!declaredTables().includes(table)) return undefined;
  const file = fileURLToPath(new URL(`${table}.json`, folder));
  const parsed = JSON.parse(readFileSync(file, "utf8")) as { columns: TableColumns };
  return parsed.columns;
}
