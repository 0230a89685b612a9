import { Command, CommanderError } from "commander";
import { archiveCommand } from "./archive/command.ts";
import { CliError } from "./cli-error.ts";
import { detectCommand } from "./detect/command.ts";
import { filterCommand } from "./filter/command.ts";
import type { Io } from "./io.ts";
import { kqlCommand } from "./kql/command.ts";
import { notifyCommand } from "./notify/command.ts";
import { preventCommand } from "./prevent/command.ts";

const exit = { done: 0, failed: 1, usage: 2 } as const;

/**
 * Runs one command line, without the program's own name, and returns its exit code: 0 when done, 1 when the command failed
 * or found a fault, 2 when the command line was not understood. Results go to `io.out`, everything else to `io.err`.
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let code: number = exit.done;
  const program = programOf(io, (found) => {
    code = found;
  });
  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.done : exit.usage;
    io.err(`${error instanceof CliError ? error.message : `Unexpected: ${stackOf(error)}`}\n`);
    return error instanceof CliError && error.kind === "usage" ? exit.usage : exit.failed;
  }
}

function programOf(io: Io, setExitCode: (code: number) => void): Command {
  const program = new Command("logdoctor")
    .description("Log Doctor from the command line.")
    .addHelpText("after", "\nlogdoctor <command> --help tells more of a command.\n");
  program.addCommand(archiveCommand(io, setExitCode));
  program.addCommand(kqlCommand(io, setExitCode));
  program.addCommand(detectCommand(io));
  program.addCommand(notifyCommand(io, setExitCode));
  program.addCommand(preventCommand(io));
  program.addCommand(filterCommand(io, setExitCode));
  for (const command of withChildren(program)) {
    command
      .exitOverride()
      .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text) })
      .helpOption("-h, --help", "show this text")
      .helpCommand(false)
      .showHelpAfterError(`(${pathOf(command)} --help lists what it takes)`);
  }
  return program;
}

function withChildren(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withChildren)];
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
