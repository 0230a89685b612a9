import type { Column, QueryResult } from "@logdoctor/kql-engine";
import { textTable } from "../text-table.ts";
import { numericDecimals } from "./decimal-cells.ts";

/** Every row of a result, each as its JSON array; decimals are numbers. */
export async function allRows(result: QueryResult): Promise<string[]> {
  const decimals = new Set(result.columns.flatMap(({ type }, i) => (type === "decimal" ? [i] : [])));
  const rows: string[] = [];
  for await (const batch of result.rows()) rows.push(...batch.map((row) => numericDecimals(row, decimals)));
  return rows;
}

const numeric = new Set(["int", "long", "real", "decimal"]);

/** Rows, each as its JSON array, as a table for people, with their count. */
export function printedRows(columns: readonly Column[], rows: readonly string[]): string {
  const titles = columns.map(({ name, type }) => ({ title: shown(name), right: numeric.has(type) }));
  return `${textTable(titles, rows.map(cellsOf))}${rows.length} ${rows.length === 1 ? "row" : "rows"}\n`;
}

/** The cells of one row: numbers keep all their digits. */
function cellsOf(row: string): string[] {
  const parts = row.match(/"(?:[^"\\]|\\.)*"|[^,[\]]+/g) ?? [];
  return parts.map((part) => (part.startsWith('"') ? shown(JSON.parse(part) as string) : part));
}

/** Nothing in a text may move the cursor of a terminal. */
function shown(text: string): string {
  return text.replace(/\p{Cc}/gu, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
