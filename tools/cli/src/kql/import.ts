import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Diagnostic } from "@logdoctor/kql";
import { analyze } from "@logdoctor/kql/syntax";
import { declaredTables, tableColumns } from "@logdoctor/kql/tables";
import { importSentinel } from "@logdoctor/kql-detect";
import { Command } from "commander";
import { stringify } from "yaml";
import { z } from "zod";
import { CliError } from "../cli-error.ts";
import type { Io } from "../io.ts";

interface ImportOptions {
  readonly sentinel: string;
  readonly out?: string;
}

type ImportedRule = ReturnType<typeof importSentinel>;

const help = `
The file is one scheduled analytics rule, as the repository of Microsoft Sentinel has them. What comes out is rule.yaml of
a folder that is named after the rule's id: add cases/*.json to it, and logdoctor kql test runs them. A rule that
logdoctor kql export wrote becomes the pattern that it was.

A query that Kusto does not understand is refused. A query that names what is not known here, such as a function of your
workspace, is imported with a warning.

Exit code: 0 imported; 1 the file is no such rule, or is there already; 2 the command line was not understood.
`;

/** `logdoctor kql import`: a rule of Microsoft Sentinel as a rule of Log Doctor. */
export function importCommand(io: Io): Command {
  return new Command("import")
    .summary("take over a rule of Microsoft Sentinel")
    .description("Reads an analytics rule of Microsoft Sentinel and prints it as a rule of Log Doctor.")
    .requiredOption("--sentinel <file>", "YAML file with one scheduled analytics rule")
    .option("--out <folder>", "write <folder>/<id>/rule.yaml instead of printing it")
    .addHelpText("after", help)
    .action(async (options: ImportOptions) => await importRule(options, io));
}

async function importRule({ sentinel: file, out }: ImportOptions, io: Io): Promise<void> {
  const rule = parsed(await textOf(file), file);
  const { syntaxErrors, semanticErrors } = analyze(rule.query, knownTables());
  if (syntaxErrors.length > 0)
    throw new CliError("failed", `The query of ${file} is not KQL:\n${syntaxErrors.map(lineOf).join("\n")}`);
  for (const one of semanticErrors) io.err(`Warning: ${lineOf(one)}\n`);
  const yaml = stringify(rule, { lineWidth: 0 });
  if (out === undefined) io.out(yaml);
  else io.err(`Written: ${await written(join(out, folderOf(rule)), yaml)}\n`);
}

function parsed(text: string, file: string): ImportedRule {
  try {
    return importSentinel(text);
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : error;
    throw new CliError("failed", `${file} is no scheduled analytics rule:\n${why}`);
  }
}

function knownTables() {
  return Object.fromEntries(declaredTables().map((name) => [name, tableColumns(name) ?? {}]));
}

/** The id comes from a file of someone else: it may not lead out of the folder. */
function folderOf({ id }: ImportedRule): string {
  if (/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/.test(id)) return id;
  throw new CliError("failed", `The id "${id}" is no name of a folder: letters, digits, - and _.`);
}

async function written(folder: string, yaml: string): Promise<string> {
  const path = join(folder, "rule.yaml");
  if (existsSync(path))
    throw new CliError("failed", `${path} is there already. Remove it first, or name another folder.`);
  await mkdir(folder, { recursive: true });
  await writeFile(path, yaml, { flag: "wx" });
  return path;
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new CliError("failed", `${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

function lineOf({ position, code, message }: Diagnostic): string {
  return `${position.line}:${position.column} ${code} ${message.replaceAll("\n", " ")}`;
}
