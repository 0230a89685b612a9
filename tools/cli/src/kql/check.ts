import { readFile } from "node:fs/promises";
import { checkTransform, type Diagnostic, type TableSchemas } from "@logdoctor/kql";
import { analyze } from "@logdoctor/kql/syntax";
import { declaredTables, type TableColumns, tableColumns } from "@logdoctor/kql/tables";
import { createEngine, type Engine } from "@logdoctor/kql-engine";
import { Command, Option } from "commander";
import { CliError } from "../cli-error.ts";
import type { Io } from "../io.ts";
import { failureOf } from "./failure.ts";
import { clockTicks } from "./options.ts";
import { tableFiles } from "./table-files.ts";

interface CheckOptions {
  readonly tables?: string;
  readonly mode: "query" | "transform";
  readonly source: string;
  readonly json?: true;
}

interface FileDiagnostic extends Diagnostic {
  readonly file: string;
}

const help = `
Each file holds one query. What is wrong with it is printed as file:line:column code message.

--mode query:
  The tables are those of --tables (see kql run --help; their rows are not read) and the known ones of Log Analytics. Codes
  that begin with KS are of Microsoft's parser; NotSupported means that Kusto may run it and this engine does not.

--mode transform:
  Only what Azure Monitor documents for transformations in data collection rules is accepted. The columns of "source" are
  those of the table that --source names: one of --tables, or a known one of Log Analytics.

Exit code: 0 nothing is wrong; 1 something is, or a file cannot be read; 2 the command line was not understood.
`;

/** `logdoctor kql check`: what is wrong with queries, without running them. */
export function checkCommand(io: Io, setExitCode: (code: number) => void): Command {
  return new Command("check")
    .summary("say what is wrong with queries")
    .description("Parses, binds and compiles the query of each file, and says what is wrong and where.")
    .argument("<file...>", "files, each with one query")
    .option("--tables <folder>", "folder of the tables")
    .addOption(new Option("--mode <mode>", "what the text is to be").choices(["query", "transform"]).default("query"))
    .option("--source <table>", "table whose columns a transformation is given", "source")
    .option("--json", 'one JSON object on standard output: {"diagnostics":[...]}')
    .addHelpText("after", help)
    .action(async (files: string[], options: CheckOptions) => setExitCode(await check(files, options, io)));
}

async function check(files: readonly string[], options: CheckOptions, io: Io): Promise<number> {
  const checker = await checkerOf(options, io);
  const found: FileDiagnostic[] = [];
  try {
    for (const file of files)
      found.push(...(await checker.check(await textOf(file))).map((diagnostic) => ({ file, ...diagnostic })));
  } finally {
    await checker.close();
  }
  io.out(options.json ? `${JSON.stringify({ diagnostics: found })}\n` : found.map(lineOf).join(""));
  return found.length === 0 ? 0 : 1;
}

function lineOf({ file, position, code, message }: FileDiagnostic): string {
  return `${file}:${position.line}:${position.column} ${code} ${message.replaceAll("\n", " ")}\n`;
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new CliError("failed", `${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

interface Checker {
  check(text: string): Promise<Diagnostic[]>;
  close(): Promise<void>;
}

async function checkerOf(options: CheckOptions, io: Io): Promise<Checker> {
  const schemas = await schemasOf(options.tables, io);
  if (options.mode === "transform") {
    const source = schemas[options.source];
    if (source === undefined)
      throw new CliError(
        "usage",
        `The columns of "source" are not known. Name a table of Log Analytics with --source, or add ${options.source}.schema.json to the folder of --tables.`,
      );
    return { check: async (text) => checkTransform(text, source), close: async () => undefined };
  }
  const engine = await createEngine();
  for (const [name, columns] of Object.entries(schemas))
    await engine.createTable(
      name,
      Object.entries(columns).map(([column, type]) => ({ name: column, type })),
    );
  const now = clockTicks(io);
  return { check: (text) => checkQuery({ engine, schemas, now }, text), close: () => engine.close() };
}

interface QueryChecker {
  readonly engine: Engine;
  readonly schemas: TableSchemas;
  readonly now: bigint;
}

async function checkQuery({ engine, schemas, now }: QueryChecker, text: string): Promise<Diagnostic[]> {
  try {
    const { syntaxErrors, semanticErrors } = analyze(text, schemas);
    if (syntaxErrors.length + semanticErrors.length > 0) return [...syntaxErrors, ...semanticErrors];
    await engine.query(text, { now });
    return [];
  } catch (error) {
    const start = { offset: 0, line: 1, column: 1 };
    if (error instanceof RangeError)
      return [{ code: "TooDeep", message: "The query is nested too deeply", position: start }];
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    return [{ ...failure, position: failure.position ?? start }];
  }
}

async function schemasOf(folder: string | undefined, io: Io): Promise<Record<string, TableColumns>> {
  const known = declaredTables().map((name) => [name, tableColumns(name) ?? {}] as const);
  const files = folder === undefined ? [] : await tableFiles(folder, (text) => io.err(`${text}\n`));
  const own = files.map(
    ({ name, columns }) => [name, Object.fromEntries(columns.map((column) => [column.name, column.type]))] as const,
  );
  return Object.fromEntries([...known, ...own]);
}
