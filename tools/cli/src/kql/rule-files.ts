import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { CliError } from "../cli-error.ts";

const Type = z.enum(["string", "int", "long", "real", "bool", "datetime", "timespan", "guid", "dynamic", "decimal"]);

const Rule = z.object({
  query: z.string().min(1),
  /** As the rules of Microsoft Sentinel write it: 14d, 1h, 5m; or as ISO 8601, PT1H. */
  queryPeriod: z.string().optional(),
  triggerOperator: z.enum(["gt", "lt", "eq", "ne"]).default("gt"),
  triggerThreshold: z.int().min(0).default(0),
});
export type Rule = z.infer<typeof Rule>;

const Case = z.strictObject({
  name: z.string().optional(),
  now: z.string(),
  tables: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
  schemas: z.record(z.string(), z.record(z.string(), Type)).default({}),
  expect: z.enum(["fires", "quiet"]),
});
export type Case = z.infer<typeof Case>;

export interface CaseFile {
  readonly file: string;
  readonly content: Case;
}

export interface RuleFolder {
  readonly folder: string;
  readonly rule: Rule;
  readonly cases: readonly CaseFile[];
}

/** A rule, or why its files are none. */
export type FoundRule = RuleFolder | { readonly folder: string; readonly problem: string };

const ruleFiles = ["rule.json", "rule.yaml", "rule.yml"];

/** Every rule below the folders, in the order of their names. Throws CliError for a folder that cannot be read. */
export async function readRules(folders: readonly string[]): Promise<FoundRule[]> {
  const found: FoundRule[] = [];
  for (const folder of folders) {
    const names = await listed(folder);
    const file = ruleFiles.find((name) => names.includes(name));
    if (file !== undefined) found.push(await readRule(folder, file).catch((error) => problemOf(folder, error)));
    else {
      const entries = await readdir(folder, { withFileTypes: true });
      const inner = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
      found.push(...(await readRules(inner.sort())));
    }
  }
  return found;
}

async function readRule(folder: string, file: string): Promise<RuleFolder> {
  const path = join(folder, file);
  const rule = await read(path, Rule);
  const names = (await readdir(folder)).includes("cases") ? await listed(join(folder, "cases")) : [];
  const files = names.filter((name) => name.endsWith(".json")).map((name) => join(folder, "cases", name));
  const cases: CaseFile[] = [];
  for (const one of files.sort()) cases.push({ file: one, content: await read(one, Case) });
  return { folder, rule, cases };
}

function problemOf(folder: string, error: unknown): FoundRule {
  if (error instanceof CliError) return { folder, problem: error.message };
  throw error;
}

async function listed(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    throw new CliError("failed", `${folder} cannot be read: ${error instanceof Error ? error.message : error}`);
  });
}

async function read<T>(file: string, shape: z.ZodType<T>): Promise<T> {
  const text = await readFile(file, "utf8");
  try {
    return shape.parse(file.endsWith(".json") ? JSON.parse(text) : parse(text));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : error;
    throw new CliError("failed", `${file} is not as kql test --help says:\n${why}`);
  }
}
