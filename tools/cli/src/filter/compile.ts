import type { TableColumns } from "@logdoctor/kql/tables";
import { type CompiledFilter, checkTarget, compile, readFilter } from "@logdoctor/kql-filter";
import { Command } from "commander";
import type { Io } from "../io.ts";
import { tableFiles } from "../kql/table-files.ts";
import { textTable } from "../text-table.ts";
import { FilterFault, refusing } from "./fault.ts";
import { observedOption, shareOption } from "./options.ts";
import { arrivingColumns, readRules, tableOf, textOf } from "./read-rules.ts";

interface CompileOptions {
  readonly rules: string;
  readonly existing?: string;
  readonly table?: string;
  readonly tables?: string;
  readonly stream?: string;
  readonly heldOut: number;
  readonly observed: Readonly<Record<string, number>>;
  readonly json?: true;
}

const help = `
The transformation is one line within what Azure Monitor documents for data collection rules. The customer's own, from
--existing, is kept: ours stands behind its "source" and can be taken out again to the byte.

Without --table the table is the one that the rules name, or AppTraces.

Exit code: 0 done; 1 the rules are refused, with the reason; 2 the command line was not understood.
`;

/** `logdoctor filter compile`: rules as the `transformKql` of a data collection rule. */
export function compileCommand(io: Io, setExitCode: (code: number) => void): Command {
  return new Command("compile")
    .summary("turn rules into a transformation")
    .description("Compiles rules to the transformKql of a data collection rule, or says why they are refused.")
    .requiredOption("--rules <file>", "the rules")
    .option("--existing <file>", "the transformation that is there now")
    .option("--table <name>", "the table that the rows are of")
    .option("--tables <folder>", "folder with the columns of a table that is not documented, as <Table>.schema.json")
    .option("--stream <name>", "the stream of the data flow, to refuse one that carries other rows")
    .option("--held-out <share>", "share of rows that no rule drops, from 0 to 1", shareOption, 0)
    .option("--observed <id=number>", "rows a minute that a sampling matches, for its maxPerMinute", observedOption, {})
    .option("--json", "one JSON object on standard output")
    .addHelpText("after", help)
    .action(async (options: CompileOptions) =>
      setExitCode(await refusing(io, options.json, async () => print(await compiled(options, io), options.json, io))),
    );
}

interface Answer extends CompiledFilter {
  readonly table: string;
  readonly left: readonly { readonly id: string; readonly reason: string }[];
}

async function compiled(options: CompileOptions, io: Io): Promise<Answer> {
  const documents = await readRules(options.rules);
  const table = tableOf(options.table, documents);
  const { heldOut, observed: observedPerMinute, stream } = options;
  checkTarget({ table, stream });
  const columns = arrivingColumns(table) ?? (await ownColumns(table, options.tables, io));
  const existing = options.existing === undefined ? undefined : await transformOf(options.existing);
  const now = io.now?.() ?? new Date();
  const { ast, left, warnings } = readFilter({ ...documents, table, columns, now, heldOut, observedPerMinute });
  const result = compile(ast, { columns, existing, stream, onChangedColumn: "warn" });
  return {
    table,
    ...result,
    transformKql: result.transformKql ?? "source",
    left,
    warnings: [...warnings, ...result.warnings],
  };
}

async function ownColumns(table: string, folder: string | undefined, io: Io): Promise<TableColumns> {
  const files = folder === undefined ? [] : await tableFiles(folder, (text) => io.err(`${text}\n`));
  const found = files.find(({ name }) => name === table);
  if (found !== undefined) return Object.fromEntries(found.columns.map(({ name, type }) => [name, type]));
  throw new FilterFault(
    "unknown-table",
    `The columns of ${table} are not known: put ${table}.schema.json into the folder of --tables.`,
  );
}

/** The text of a file, without the line's end that editors put at its end. */
async function transformOf(file: string): Promise<string> {
  return (await textOf(file, "The transformation")).replace(/\r?\n$/, "");
}

function print({ transformKql, length, table, rules, warnings, left }: Answer, json: true | undefined, io: Io): void {
  if (json) {
    io.out(`${JSON.stringify({ transformKql, length, table, rules, left, warnings })}\n`);
    return;
  }
  const rows = rules.map(({ ruleId, filterType, kept }) => [ruleId, filterType, `${(100 * (1 - kept)).toFixed(1)} %`]);
  io.err(textTable([{ title: "RULE" }, { title: "TYPE" }, { title: "DROPS", right: true }], rows));
  for (const text of [...left.map(({ id, reason }) => `${id} is left out: ${reason}`), ...warnings])
    io.err(`${text}\n`);
  io.out(`${transformKql}\n`);
}
