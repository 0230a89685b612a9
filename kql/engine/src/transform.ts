import type { Engine, QueryOptions, QueryResult } from "./types.ts";

export interface TransformRun extends Pick<QueryOptions, "now" | "timeoutMs" | "timespan"> {
  /** The stored table whose rows the text calls `source`. */
  readonly table: string;
  readonly transformKql: string;
}

/**
 * What the `transformKql` of a data collection rule makes of a table's rows. Accepted is what Azure Monitor documents for
 * transformations, and no more; the output has a TimeGenerated of type datetime. Throws KqlError: SyntaxError and
 * SemanticError where Azure refuses the text too, NotSupported where the answer is not proven.
 * https://learn.microsoft.com/azure/azure-monitor/data-collection/data-collection-transformations-kql
 */
export function runTransform(engine: Engine, { table, transformKql, ...options }: TransformRun): Promise<QueryResult> {
  return engine.query(transformKql, { ...options, transformOf: table });
}
