import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import type { Io } from "../io.ts";
import { type FoundRule, readRules } from "./rule-files.ts";
import { type CaseResult, runCase } from "./run-case.ts";

interface TestOptions {
  readonly json?: true;
}

const help = `
A rule is a folder with rule.json or rule.yaml (of it: query; queryPeriod such as 1h; triggerOperator gt, lt, eq or ne and
triggerThreshold, which are "more than 0 rows" by default) and its cases, cases/*.json:

  {"now": "2026-06-01T12:00:00Z", "tables": {"SecurityEvent": [{"TimeGenerated": "...", "EventID": 4625}]}, "expect": "fires"}

"expect" is fires or quiet. The columns of a table are the known ones of Log Analytics, or "schemas": {"T_CL": {"a": "string"}}.
A query with a queryPeriod sees the rows of that time before "now".

Exit code: 0 every case came out as expected; 1 one did not, or a file is wrong; 2 the command line was not understood.
`;

/** `logdoctor kql test`: the cases of patterns and rules. */
export function testCommand(io: Io, setExitCode: (code: number) => void): Command {
  return new Command("test")
    .summary("run the cases of patterns and rules")
    .description("Runs every case of every pattern and rule, and says which did not come out as expected.")
    .argument("[folder...]", "folders of rules (default: kql/patterns and kql/rules of the repository)")
    .option("--json", "one JSON object on standard output")
    .addHelpText("after", help)
    .action(async (folders: string[], options: TestOptions) => setExitCode(await test(folders, options, io)));
}

const ownFolders = ["kql/patterns", "kql/rules"].map((name) =>
  fileURLToPath(new URL(`../../../../${name}`, import.meta.url)),
);

async function test(given: readonly string[], options: TestOptions, io: Io): Promise<number> {
  const folders = given.length > 0 ? given : ownFolders.filter((folder) => existsSync(folder));
  const results: CaseResult[] = [];
  for (const rule of await readRules(folders)) {
    results.push(...(await resultsOf(rule)));
    io.progress?.(`${results.length} cases`);
  }
  io.progress?.("");
  const failed = results.filter(({ ok }) => !ok);
  const summary = { cases: results.length, passed: results.length - failed.length, failed: failed.length };
  if (options.json) io.out(`${JSON.stringify({ results, summary })}\n`);
  else {
    for (const { file, detail } of failed) io.out(`${file}: ${detail}\n`);
    io.out(`${summary.cases} cases, ${summary.passed} as expected, ${summary.failed} not.\n`);
  }
  return failed.length === 0 ? 0 : 1;
}

async function resultsOf(rule: FoundRule): Promise<CaseResult[]> {
  const file = rule.folder;
  if ("problem" in rule) return [{ file, ok: false, detail: rule.problem }];
  if (rule.cases.length === 0) return [{ file, ok: false, detail: "The rule has no cases" }];
  const results: CaseResult[] = [];
  for (const one of rule.cases) results.push(await runCase(rule, one));
  return results;
}
