import type { RowColumn } from "../archive/rows.ts";
import type { WireRow } from "./reference-hash.ts";

/** The query API's answer with these rows. */
export function answerOf(columns: readonly RowColumn[], rows: readonly WireRow[], error?: object): string {
  const table = `{"name":"PrimaryResult","columns":${JSON.stringify(columns)},"rows":[${rows.map((row) => `[${row.join(",")}]`).join(",")}]}`;
  return `{"tables":[${table}]${error === undefined ? "" : `,"error":${JSON.stringify(error)}`}}`;
}
