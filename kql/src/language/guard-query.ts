import type { ColumnType, Diagnostic } from "./types.ts";

/** Table name -> column name -> type. */
export type TableSchemas = Readonly<Record<string, Readonly<Record<string, ColumnType>>>>;

export interface GuardOptions {
  /** Accept a query whose number of result rows nothing bounds. */
  readonly allowUnbounded?: boolean;
}

/** Returns the reasons to refuse `text`; an empty list means that it may run. */
export function guardQuery(_text: string, _tables: TableSchemas, _options: GuardOptions = {}): Diagnostic[] {
  throw new Error("guardQuery is not built yet");
}
