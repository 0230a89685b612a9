import { type Explanation, explain, parseRow, readFilter } from "@logdoctor/kql-filter";
import { Command } from "commander";
import type { Io } from "../io.ts";
import { FilterFault, refusing } from "./fault.ts";
import { shareOption } from "./options.ts";
import { readRules, tableOf, textOf } from "./read-rules.ts";
import { rowColumns } from "./row-columns.ts";

interface ExplainOptions {
  readonly rules: string;
  readonly row: string;
  readonly table?: string;
  readonly heldOut: number;
  readonly json?: true;
}

/** `logdoctor filter explain`: which rule would drop a row, and why. */
export function explainCommand(io: Io, setExitCode: (code: number) => void): Command {
  return new Command("explain")
    .summary("say which rule would drop a row, and why")
    .description("Asks every rule about one row, and says which of them drops it and what each one saw.")
    .requiredOption("--rules <file>", "the rules")
    .requiredOption("--row <file>", "the row, as one JSON object by column name")
    .option("--table <name>", "the table that the row is of")
    .option("--held-out <share>", "share of rows that no rule drops, from 0 to 1", shareOption, 0)
    .option("--json", "one JSON object on standard output")
    .action(async (options: ExplainOptions) =>
      setExitCode(await refusing(io, options.json, async () => print(await explained(options, io), options.json, io))),
    );
}

interface Answer extends Explanation {
  readonly table: string;
  readonly left: readonly { readonly id: string; readonly reason: string }[];
  readonly warnings: readonly string[];
}

async function explained({ rules, row, table: asked, heldOut }: ExplainOptions, io: Io): Promise<Answer> {
  const documents = await readRules(rules);
  const table = tableOf(asked, documents);
  const text = await textOf(row, "The row");
  const value = rowOf(text, row);
  const { columns, warnings } = await rowColumns(table, [JSON.stringify(JSON.parse(text))]);
  const now = io.now?.() ?? new Date();
  const { ast, left, warnings: more } = readFilter({ ...documents, table, columns, now, heldOut });
  return { table, ...explain(ast, value), left, warnings: [...warnings, ...more] };
}

function rowOf(text: string, file: string) {
  try {
    return parseRow(text, true);
  } catch (error) {
    if (error instanceof SyntaxError) throw new FilterFault("invalid-row", `${file} is no JSON: ${error.message}`);
    throw error;
  }
}

function print(answer: Answer, json: true | undefined, io: Io): void {
  if (json) {
    io.out(`${JSON.stringify({ ...answer, ruleId: answer.ruleId ?? null })}\n`);
    return;
  }
  io.out(`${answer.reason}.\n`);
  for (const { ruleId, outcome } of answer.rules) io.out(`  ${ruleId}: ${outcome}\n`);
  const left = answer.left.map(({ id, reason }) => `${id} is left out: ${reason}`);
  for (const text of [...left, ...answer.warnings]) io.err(`${text}\n`);
}
