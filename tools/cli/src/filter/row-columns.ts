import type { TableColumns } from "@logdoctor/kql/tables";
import { inferColumns } from "../kql/infer-columns.ts";
import { arrivingColumns, withoutAdded } from "./read-rules.ts";

const LOOKED_AT = 500;

export interface RowColumns {
  readonly columns: TableColumns;
  readonly warnings: readonly string[];
}

/** The columns of a table: those that are documented, and those that the first rows have besides. */
export async function rowColumns(table: string, rows: AsyncIterable<string> | Iterable<string>): Promise<RowColumns> {
  const inferred = await inferColumns(firstOf(rows));
  const declared = arrivingColumns(table);
  const seen = withoutAdded(Object.fromEntries(inferred.map(({ name, type }) => [name, type])));
  if (declared === undefined)
    return { columns: seen, warnings: [`The columns of ${table} are taken from its first rows`] };
  const more = Object.entries(seen).filter(([name]) => !Object.hasOwn(declared, name));
  if (more.length === 0) return { columns: declared, warnings: [] };
  const names = more.map(([name]) => name).join(", ");
  return {
    columns: { ...declared, ...Object.fromEntries(more) },
    warnings: [`The rows have columns that ${table} is not known to have: ${names}`],
  };
}

async function* firstOf(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  let count = 0;
  for await (const line of lines) {
    if (count++ >= LOOKED_AT) return;
    yield line;
  }
}
