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
}

/**
 * Loads the rows of a JSONL file into a table of the engine and returns how many. A row without `_ItemId` gets the number
 * of its line, as `row-7`. Throws CliError with the line at fault.
 */
export async function loadRows({ engine, table, file, now }: Loading): Promise<number> {
  try {
    return await engine.insertJson(table, completed(file, isoFromTicks(now)), now);
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError("failed", `${file} does not fit ${table}: ${error instanceof Error ? error.message : error}`);
  }
}

async function* completed(file: string, now: string): AsyncGenerator<string> {
  let line = 0;
  for await (const text of linesOf(file, "The file of rows")) {
    line += 1;
    if (text.trim() === "") continue;
    const row = rowOf(text, `${file}:${line}`);
    yield JSON.stringify({
      ...row,
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
