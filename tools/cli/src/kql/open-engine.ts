import { createEngine, type Engine } from "@logdoctor/kql-engine";
import { CliError } from "../cli-error.ts";
import type { Io } from "../io.ts";
import { clockTicks } from "./options.ts";
import { rowLines, type TableFile, tableFiles } from "./table-files.ts";

/** More than this and a query ends with an error, before the machine has no memory left. */
const memoryLimit = "4GB";

/** An engine with the tables of a folder, or with none. Throws CliError with the file at fault. */
export async function openKql(folder: string | undefined, io: Io): Promise<Engine> {
  const engine = await createEngine({ memoryLimit });
  try {
    const files = folder === undefined ? [] : await tableFiles(folder, (text) => io.err(`${text}\n`));
    for (const file of files) await load(engine, file, clockTicks(io));
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
}

async function load(engine: Engine, { name, columns, rows }: TableFile, ingestedAt: bigint): Promise<void> {
  try {
    await engine.createTable(name, columns);
    if (rows !== undefined) await engine.insertJson(name, rowLines(rows), ingestedAt);
  } catch (error) {
    if (error instanceof CliError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new CliError("failed", `The table ${name} cannot be loaded from ${rows ?? "its schema"}: ${why}`);
  }
}
