import { Command } from "commander";
import { CliError } from "../cli-error.ts";
import type { Io } from "../io.ts";
import { runBatch } from "./batch.ts";
import { openKql } from "./open-engine.ts";
import { clockTicks, secondsOption, ticksOption } from "./options.ts";
import { printAnswer } from "./print-answer.ts";

interface RunOptions {
  readonly query?: string;
  readonly batch?: string;
  readonly tables?: string;
  readonly now?: bigint;
  readonly timeout: number;
  readonly json?: true;
}

const help = `
Tables:
  --tables names a folder with <Table>.jsonl: one JSON object by column name a line. <Table>.schema.json, an object of column
  name to type, says its columns; without one they are the known columns of that Log Analytics table, and of another table
  they are inferred from the rows, which is told on standard error. A schema without rows is an empty table.

--batch:
  One {"id","query"} a line in. Out, in order, one line each: {"id","columns":[{"name","type"}],"rows":[[...]]} or
  {"id","error":{"code","message","position"}}. Cells are as in the JSON of Azure's query API: dynamic is a string of JSON,
  longs have all their digits. A line that is not such an object gives an error with its number, and the next one is read.

Exit code: 0 done; 1 the query was refused or failed (not with --batch); 2 the command line was not understood.
`;

/** `logdoctor kql run`: one query, or a file of them. */
export function runCommand(io: Io, setExitCode: (code: number) => void): Command {
  return new Command("run")
    .summary("run a query, or a file of them")
    .description("Runs KQL over tables that are files on this machine, or over no tables at all.")
    .option("--query <text>", "the query")
    .option("--batch <file>", "a file of queries, one JSON object a line")
    .option("--tables <folder>", "folder of the tables")
    .option("--now <time>", "what now() is, in UTC (default: the clock)", ticksOption)
    .option("--timeout <seconds>", "how long one query may take", secondsOption, 60)
    .option("--json", "the result as one JSON object on standard output")
    .addHelpText("after", help)
    .action(async (options: RunOptions) => setExitCode(await run(options, io)));
}

async function run(options: RunOptions, io: Io): Promise<number> {
  const { query, batch } = options;
  checkSource(options);
  const engine = await openKql(options.tables, io);
  const queryOptions = { now: options.now ?? clockTicks(io), timeoutMs: options.timeout * 1000 };
  try {
    if (batch !== undefined) return await runBatch(engine, { file: batch, queryOptions }, io);
    return await printAnswer(io, options.json, () => engine.query(query ?? "", queryOptions));
  } finally {
    await engine.close();
  }
}

function checkSource({ query, batch, json }: RunOptions): void {
  if ((query === undefined) === (batch === undefined))
    throw new CliError("usage", 'Give either --query "<text>" or --batch <file>.');
  if (batch !== undefined && json)
    throw new CliError("usage", "--batch always prints JSON, a line each: leave --json out.");
}
