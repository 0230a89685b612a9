import { createEngine } from "./engine.ts";
import type { Column, Engine, QueryOptions, QueryResult } from "./types.ts";

type Clock = Pick<QueryOptions, "now" | "timeoutMs">;

export interface TransformRun extends Clock, Pick<QueryOptions, "timespan"> {
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

export interface RowsTransform extends Clock {
  /** The columns of the stream. */
  readonly columns: readonly Column[];
  /** One JSON object each, as `insertJson` takes them. */
  readonly rows: AsyncIterable<string> | Iterable<string>;
  readonly transformKql: string;
}

/** As `runTransform`, over rows that are stored nowhere: an engine of its own, some 0.1 s. Row texts as in QueryResult. */
export async function transformRows({ columns, rows, transformKql, ...clock }: RowsTransform): Promise<{
  readonly columns: readonly Column[];
  readonly rows: readonly string[];
}> {
  const engine = await createEngine();
  try {
    await engine.createTable("source", columns);
    await engine.insertJson("source", rows, clock.now);
    const result = await runTransform(engine, { ...clock, table: "source", transformKql });
    const made: string[] = [];
    for await (const batch of result.rows()) made.push(...batch);
    return { columns: result.columns, rows: made };
  } finally {
    await engine.close();
  }
}
