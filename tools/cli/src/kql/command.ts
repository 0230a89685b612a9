import { Command } from "commander";
import type { Io } from "../io.ts";
import { checkCommand } from "./check.ts";
import { exportCommand } from "./export.ts";
import { importCommand } from "./import.ts";
import { runCommand } from "./run.ts";
import { testCommand } from "./test.ts";

/** `logdoctor kql`: queries on this machine, without Azure. */
export function kqlCommand(io: Io, setExitCode: (code: number) => void): Command {
  const group = new Command("kql")
    .summary("run, check and test KQL on this machine")
    .description(
      "The Kusto query language on this machine, without Azure. An answer is exact, or the query is refused with the reason and its place.",
    );
  for (const command of [runCommand, checkCommand, testCommand, importCommand, exportCommand])
    group.addCommand(command(io, setExitCode));
  return group;
}
