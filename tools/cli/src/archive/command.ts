import { Command } from "commander";
import type { Io } from "../io.ts";
import { ls } from "./ls.ts";
import { type ArchiveOptions, addArchiveOptions, checkedOptions } from "./options.ts";
import { query } from "./query.ts";
import { openSources, type Sources } from "./sources.ts";
import { verify } from "./verify.ts";

/** One verb of `logdoctor archive`; it returns its exit code. */
export interface ArchiveVerb {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  /** What it takes beyond the options that every verb has. */
  configure?(command: Command): void;
  /** `argument` is the text after the verb, where `configure` declared one. */
  run(sources: Sources, options: ArchiveOptions, io: Io, argument: string): Promise<number>;
}

const verbs: readonly ArchiveVerb[] = [ls, verify, query];

/** `logdoctor archive`: what lies in the archive, and whether it is still what was verified. */
export function archiveCommand(io: Io, setExitCode: (code: number) => void): Command {
  const group = new Command("archive")
    .summary("list, verify and query archived logs")
    .description("Archived logs: Parquet files in Blob Storage, each with a manifest of what was verified.");
  for (const { name, summary, description, configure, run } of verbs) {
    const command = addArchiveOptions(new Command(name).summary(summary).description(description));
    configure?.(command);
    command.action(async () => {
      const options = checkedOptions(command.opts<ArchiveOptions>());
      const sources = await openSources(options, io);
      try {
        setExitCode(await run(sources, options, io, command.args[0] ?? ""));
      } finally {
        await sources.close();
      }
    });
    group.addCommand(command);
  }
  return group;
}
