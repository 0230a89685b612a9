import {
  type DryRun,
  dryRunner,
  exactNumbers,
  type FilterAst,
  FilterRefusal,
  type FilterRow,
  parseRow,
  readFilter,
} from "@logdoctor/kql-filter";
import { Command } from "commander";
import type { Io } from "../io.ts";
import { linesOf } from "../kql/lines.ts";
import { rowLines } from "../kql/table-files.ts";
import { byteText, textTable } from "../text-table.ts";
import { FilterFault, refusing } from "./fault.ts";
import { observedOption, shareOption } from "./options.ts";
import { readRules, tableOf } from "./read-rules.ts";
import { rowColumns } from "./row-columns.ts";

interface DryRunOptions {
  readonly rules: string;
  readonly rows: string;
  readonly table?: string;
  readonly heldOut: number;
  readonly observed: Readonly<Record<string, number>>;
  readonly json?: true;
}

/** `logdoctor filter dry-run`: what rules would drop of the rows of a file. */
export function dryRunCommand(io: Io, setExitCode: (code: number) => void): Command {
  return new Command("dry-run")
    .summary("say what rules would drop of a file of rows")
    .description(
      "Decides on every row as the compiled transformation would. A row counts for the first rule, in order, that drops it; rows without _ItemId are called after their line.",
    )
    .requiredOption("--rules <file>", "the rules")
    .requiredOption("--rows <file>", "a file with one row a line, as JSON objects by column name")
    .option("--table <name>", "the table that the rows are of")
    .option("--held-out <share>", "share of rows that no rule drops, from 0 to 1", shareOption, 0)
    .option("--observed <id=number>", "rows a minute that a sampling matches, for its maxPerMinute", observedOption, {})
    .option("--json", "one JSON object on standard output")
    .action(async (options: DryRunOptions) =>
      setExitCode(await refusing(io, options.json, async () => print(await dryRun(options, io), options.json, io))),
    );
}

interface Answer extends DryRun {
  readonly table: string;
  readonly left: readonly { readonly id: string; readonly reason: string }[];
  readonly warnings: readonly string[];
}

async function dryRun(options: DryRunOptions, io: Io): Promise<Answer> {
  const documents = await readRules(options.rules);
  const table = tableOf(options.table, documents);
  const { columns, warnings } = await rowColumns(table, rowLines(options.rows));
  const { heldOut, observed: observedPerMinute } = options;
  const now = io.now?.() ?? new Date();
  const read = readFilter({ ...documents, table, columns, now, heldOut, observedPerMinute });
  const result = await countRows(read.ast, options.rows);
  return { table, ...result, left: read.left, warnings: [...warnings, ...read.warnings] };
}

async function countRows(ast: FilterAst, file: string): Promise<DryRun> {
  const runner = dryRunner(ast);
  const exact = exactNumbers(ast);
  let number = 0;
  for await (const line of linesOf(file, "The file of rows")) {
    number += 1;
    if (line.trim() === "") continue;
    const place = number;
    at(`${file}:${place}`, () => {
      const row: FilterRow = parseRow(line, exact);
      runner.add(row, String(row["_ItemId"] ?? `row-${place}`));
    });
  }
  return runner.result();
}

function at(place: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof FilterRefusal)
      throw new FilterFault("invalid-row", `${place}: ${error.message}`);
    throw error;
  }
}

function print(answer: Answer, json: true | undefined, io: Io): void {
  if (json) {
    io.out(`${JSON.stringify(answer)}\n`);
    return;
  }
  const titles = ["RULE", "TYPE", "MATCHED", "DROPPED", "SHARE", "SIZE"].map((title, i) => ({ title, right: i > 1 }));
  const lines = answer.rules.map(({ ruleId, filterType, matched, dropped, dropRate, droppedBytes }) => [
    ruleId,
    filterType,
    String(matched),
    String(dropped),
    `${(100 * dropRate).toFixed(1)} %`,
    byteText(droppedBytes),
  ]);
  io.out(textTable(titles, lines));
  io.out(`${answer.dropped} of ${answer.processed} rows of ${answer.table} would be dropped.\n`);
  for (const text of [...answer.left.map(({ id, reason }) => `${id} is left out: ${reason}`), ...answer.warnings])
    io.err(`${text}\n`);
}
