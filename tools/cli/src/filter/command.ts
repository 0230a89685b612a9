import { Command } from "commander";
import type { Io } from "../io.ts";
import { compileCommand } from "./compile.ts";
import { dryRunCommand } from "./dry-run.ts";
import { explainCommand } from "./explain.ts";

/** `logdoctor filter`: rules that drop rows as they arrive, on this machine. */
export function filterCommand(io: Io, setExitCode: (code: number) => void): Command {
  const group = new Command("filter").summary("compile and try rules that drop rows as they arrive").description(`
Filter rules say which rows never reach the workspace. A file of rules is {"rules": [...], "sampling": [...]} with the fields
of FilterRule and SamplingConfig; ids, tenantId, createdAt, createdBy, priority and isActive may be missing.`);
  for (const command of [compileCommand, dryRunCommand, explainCommand]) group.addCommand(command(io, setExitCode));
  return group;
}
