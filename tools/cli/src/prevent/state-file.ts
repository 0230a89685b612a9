import { readFile, rename, writeFile } from "node:fs/promises";
import { MinerState } from "@logdoctor/templates";
import { z } from "zod";
import { CliError } from "../cli-error.ts";

/** What is known from earlier runs; nothing where there is no such file yet. */
export async function readState(file: string): Promise<MinerState | undefined> {
  try {
    return MinerState.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    const reason =
      error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : error;
    throw new CliError("failed", `The templates in ${file} cannot be read: ${reason}`);
  }
}

/** Writes what is known for the next run: whole, or not at all. */
export async function writeState(file: string, state: MinerState): Promise<void> {
  const part = `${file}.part`;
  try {
    await writeFile(part, JSON.stringify(state));
    await rename(part, file);
  } catch (error) {
    throw new CliError(
      "failed",
      `The templates cannot be written to ${file}: ${error instanceof Error ? error.message : error}`,
    );
  }
}
