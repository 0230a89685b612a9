import { type Engine, isoFromTicks } from "@logdoctor/kql-engine";
import { z } from "zod";
import { CliError } from "../cli-error.ts";
import { linesOf } from "../kql/lines.ts";

const Row = z.record(z.string(), z.unknown());

interface Loading {
  readonly engine: Engine;
  readonly table: string;
  readonly file: string;
  /** Ticks: when the rows are taken to have arrived, and the time of a row that gives none. */
  readonly now: bigint;
  /** Adds what else a row may lack; `text` is the row as it stands in the file. */
  readonly complete?: (row: Readonly<Record<string, unknown>>, text: string) => Record<string, unknown>;
}

/**
 * Loads the rows of a JSONL file into a table of the engine and returns how many. A row without `_ItemId` gets the number
 * of its line, as `row-7`. Throws CliError with the line at fault.
 */
export async function loadRows({ engine, table, file, now, complete }: Loading): Promise<number> {
  try {
    return await engine.insertJson(table, completed(file, isoFromTicks(now), complete), now);
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError("failed", `${file} does not fit ${table}: ${error instanceof Error ? error.message : error}`);
  }
}

async function* completed(file: string, now: string, complete: Loading["complete"]): AsyncGenerator<string> {
  let line = 0;
  for await (const text of linesOf(file, "The file of rows")) {
    line += 1;
    if (text.trim() === "") continue;
    const row = rowOf(text, `${file}:${line}`);
    yield JSON.stringify({
      ...(complete?.(row, text) ?? row),
      TimeGenerated: row["TimeGenerated"] ?? now,
      _ItemId: row["_ItemId"] ?? `row-${line}`,
    });
  }
}

function rowOf(text: string, place: string): z.infer<typeof Row> {
  try {
    return Row.parse(JSON.parse(text));
  } catch (error) {
    throw new CliError(
      "failed",
      `${place} is no JSON object: ${error instanceof Error ? error.message.split("\n")[0] : error}`,
    );
  }
}
