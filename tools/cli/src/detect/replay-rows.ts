import { type Engine, isoFromTicks } from "@logdoctor/kql-engine";
import { z } from "zod";
import { CliError } from "../cli-error.ts";
import { linesOf } from "../kql/lines.ts";
import { CellError, cellOf, type ReadColumn } from "./row-cells.ts";

const Row = z.record(z.string(), z.unknown());

interface Loading {
  readonly engine: Engine;
  readonly table: string;
  readonly file: string;
  readonly columns: readonly ReadColumn[];
  /** Ticks: when the rows are taken to have arrived, and the time of a row that gives none. */
  readonly now: bigint;
}

/**
 * Loads the rows of a JSONL file into a table of the engine and returns how many. A row without `_ItemId` gets the number
 * of its line, as `row-7`. Throws CliError with the line at fault.
 */
export async function loadRows({ engine, table, file, columns, now }: Loading): Promise<number> {
  try {
    return await engine.insertJson(table, completed({ file, table, columns, now: isoFromTicks(now) }), now);
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError("failed", `${file} does not fit ${table}: ${error instanceof Error ? error.message : error}`);
  }
}

interface Completing {
  readonly file: string;
  readonly table: string;
  readonly columns: readonly ReadColumn[];
  readonly now: string;
}

async function* completed({ file, table, columns, now }: Completing): AsyncGenerator<string> {
  let line = 0;
  for await (const text of linesOf(file, "The file of rows")) {
    line += 1;
    if (text.trim() === "") continue;
    const place = `${file}:${line}`;
    const row = known(rowOf(text, place), { columns, table, place });
    const id = row["_ItemId"];
    yield JSON.stringify({
      ...row,
      TimeGenerated: row["TimeGenerated"] ?? now,
      _ItemId: id === null || id === undefined || id === "" ? `row-${line}` : id,
    });
  }
}

/** The cells of a row that patterns read. The portal's export writes the zone behind the name of a time. */
function known(
  row: z.infer<typeof Row>,
  { columns, table, place }: { columns: readonly ReadColumn[]; table: string; place: string },
) {
  const named: [string, unknown][] = [];
  for (const column of columns) {
    const value = Object.hasOwn(row, column.name) ? row[column.name] : row[`${column.name} [UTC]`];
    if (value === undefined) continue;
    try {
      named.push([column.name, cellOf(column, value)]);
    } catch (error) {
      if (error instanceof CellError) throw new CliError("failed", `${place} does not fit ${table}: ${error.message}`);
      throw error;
    }
  }
  if (named.length === 0 && Object.keys(row).length > 0)
    throw new CliError("failed", `${place} is no row of ${table}: it has none of the columns that patterns read`);
  return Object.fromEntries(named);
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
