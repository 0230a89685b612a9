import { codeOf } from "./markdown.ts";
import type { SourceFile } from "./source-file.ts";

/** A command line that a document tells the reader to type. */
export interface NamedCommand {
  readonly path: string;
  /** The package script: `start` for `npm start`. */
  readonly script: string;
  /** Words after `--`, up to the first option or placeholder. */
  readonly words: readonly string[];
}

const npmCommand = /^(?:\$ )?npm (?:(?:--silent|-s) )?(?:run (?:(?:--silent|-s) )?)?([a-z][\w:-]*)(?: -- (.*))?/;
const ownOfNpm = new Set(["ci", "install", "pack"]);

/** Every `npm` command in the documents' code, with the script that it starts. */
export function namedCommands(files: readonly SourceFile[]): NamedCommand[] {
  return files
    .filter(({ path }) => path.endsWith(".md"))
    .flatMap(({ path, text }) => {
      const { spans, blockLines } = codeOf(text);
      return [...spans, ...blockLines].flatMap((line) => {
        const match = npmCommand.exec(line);
        const script = match?.[1];
        if (script === undefined || ownOfNpm.has(script)) return [];
        return [{ path, script, words: leadingWords(match?.[2] ?? "") }];
      });
    });
}

/** Commands whose script the root package does not have. */
export function unknownScripts(commands: readonly NamedCommand[], scripts: ReadonlySet<string>): string[] {
  return commands
    .filter(({ script }) => !scripts.has(script))
    .map(({ path, script }) => `${path} names the script "${script}", which package.json does not have`);
}

function leadingWords(rest: string): string[] {
  const words = rest.split(/\s+/).filter((word) => word !== "");
  const end = words.findIndex((word) => !/^[a-z][a-z-]*$/.test(word));
  return end < 0 ? words : words.slice(0, end);
}
