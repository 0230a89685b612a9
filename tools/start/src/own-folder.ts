import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Takes a data folder for this process, since two on one folder would spoil each other's stores. Returns what gives it
 * back. Throws when another running process has it; one that ended without giving it back does not count.
 */
export async function ownFolder(directory: string): Promise<() => Promise<void>> {
  await mkdir(directory, { recursive: true });
  const file = join(directory, "process-id");
  const owner = await ownerOf(file);
  if (owner !== undefined && isRunning(owner)) {
    throw new Error(
      `Log Doctor runs on ${directory} already (process ${owner}). Stop it, or choose another folder with --data.`,
    );
  }
  await writeFile(file, String(process.pid));
  return () => rm(file, { force: true });
}

async function ownerOf(file: string): Promise<number | undefined> {
  try {
    return Number(await readFile(file, "utf8"));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw cause;
  }
}

function isRunning(pid: number): boolean {
  try {
    // Signal 0 only asks whether the process exists.
    return Number.isInteger(pid) && pid > 0 && process.kill(pid, 0);
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === "EPERM";
  }
}
