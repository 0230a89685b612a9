import type { TableSchemas } from "./syntax.ts";
import type { Diagnostic } from "./types.ts";

export interface GuardOptions {
  /** Accept a query whose number of result rows nothing bounds. */
  readonly allowUnbounded?: boolean;
}

/** Returns the reasons to refuse `text`; an empty list means that it may run. */
export function guardQuery(_text: string, _tables: TableSchemas, _options: GuardOptions = {}): Diagnostic[] {
  throw new Error("guardQuery is not built yet");
}
