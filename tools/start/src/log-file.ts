import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";

/** A file of JSON lines, begun anew at each start. */
export interface LogFile {
  write(entry: unknown): void;
  close(): Promise<void>;
}

/** Opens `<directory>/<name>.log`, so that neither output of the command carries the logs of its parts. */
export async function openLogFile(directory: string, name: string): Promise<LogFile> {
  await mkdir(directory, { recursive: true });
  const stream = createWriteStream(join(directory, `${name}.log`));
  return {
    write: (entry) => void stream.write(`${JSON.stringify(entry)}\n`),
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  };
}
