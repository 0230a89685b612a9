import type { QueryResult } from "@logdoctor/kql-engine";
import type { Io } from "../io.ts";
import { failureOf, failureText } from "./failure.ts";
import { allRows, printedRows } from "./printed-rows.ts";

/** Asks, and prints the rows or why there are none, as one JSON object or for people. Returns the exit code, 0 or 1. */
export async function printAnswer(io: Io, json: true | undefined, ask: () => Promise<QueryResult>): Promise<number> {
  try {
    const result = await ask();
    // Whole before it is printed: a query that fails late must not leave half an object behind.
    const rows = await allRows(result);
    if (json) io.out(`{"columns":${JSON.stringify(result.columns)},"rows":[${rows.join(",")}]}\n`);
    else io.out(printedRows(result.columns, rows));
    return 0;
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    if (json) io.out(`${JSON.stringify({ error: failure })}\n`);
    else io.err(`${failureText(failure)}\n`);
    return 1;
  }
}
