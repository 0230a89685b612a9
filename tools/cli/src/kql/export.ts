import { exportSentinel, loadPatterns, type Pattern, SOURCE_TABLES, sourcesOf } from "@logdoctor/kql-detect";
import { Command } from "commander";
import { CliError } from "../cli-error.ts";
import type { Io } from "../io.ts";

interface ExportOptions {
  readonly sentinel: string;
  readonly table?: string;
  readonly part?: string;
}

const help = `
The rule stands alone: it reads one table, and decodes its requests as Log Doctor does. Without --table that is
AppServiceHTTPLogs, or SigninLogs for patterns over sign-ins. What Log Doctor adds to a rule stays in it, so that
logdoctor kql import gives the pattern back.

Sentinel takes queries of up to 10,000 characters. A pattern whose query is longer is several rules, which together match
what the pattern matches: the first is printed, and a note says how to print the others. The first alone is what
logdoctor kql import needs.

Exit code: 0 printed; 1 there is no such pattern or part, or it does not read the table; 2 the command line was not understood.
`;

/** `logdoctor kql export`: a pattern as a rule for Microsoft Sentinel. */
export function exportCommand(io: Io): Command {
  return new Command("export")
    .summary("print a pattern as a rule for Microsoft Sentinel")
    .description("Prints a detection pattern as an analytics rule of Microsoft Sentinel.")
    .requiredOption("--sentinel <pattern>", "id of the pattern: the name of its folder in kql/patterns")
    .option("--table <table>", `table that the rule reads: ${SOURCE_TABLES.join(", ")}`)
    .option("--part <number>", "which of its rules, for a pattern that is several", "1")
    .addHelpText("after", help)
    .action(({ sentinel, table, part = "1" }: ExportOptions) => {
      const pattern = patternOf(sentinel);
      if (table !== undefined) checkTable(pattern, table);
      const rules = exportSentinel(pattern, table);
      const rule = /^[1-9][0-9]?$/.test(part) ? rules[Number(part) - 1] : undefined;
      if (rule === undefined)
        throw new CliError("failed", `The pattern ${sentinel} has no rule ${part}. It has ${rules.length}.`);
      if (rules.length > 1)
        io.err(`This is rule ${part} of the ${rules.length} that ${sentinel} is. The others: --part <number>.\n`);
      io.out(rule);
    });
}

function patternOf(id: string): Pattern {
  const patterns = loadPatterns();
  const found = patterns.find((pattern) => pattern.id === id);
  if (found !== undefined) return found;
  throw new CliError("failed", `There is no pattern "${id}". There are: ${patterns.map((one) => one.id).join(", ")}.`);
}

function checkTable({ id, logDoctor: { shape } }: Pattern, table: string): void {
  if (sourcesOf(table).some((source) => source.shape === shape)) return;
  const fitting = SOURCE_TABLES.filter((one) => sourcesOf(one).some((source) => source.shape === shape));
  throw new CliError("failed", `The pattern ${id} does not read ${table}. It reads: ${fitting.join(", ")}.`);
}
