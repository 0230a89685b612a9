import { createReadStream } from "node:fs";
import { CliError } from "../cli-error.ts";

/**
 * The lines of a text file, which end with \n or \r\n. Node's own line reader also ends them at U+2028, which JSON may
 * have within a string. Throws CliError when the file cannot be read; `what` names it.
 */
export async function* linesOf(file: string, what: string): AsyncGenerator<string> {
  let rest = "";
  let begun = false;
  const stream = createReadStream(file, "utf8");
  try {
    for await (const chunk of stream) {
      // Some editors and shells begin a file with a mark of its byte order.
      const text = begun ? String(chunk) : String(chunk).replace(/^\uFEFF/, "");
      begun = true;
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) yield withoutReturn(line);
    }
  } catch (error) {
    throw new CliError("failed", `${what} ${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  } finally {
    stream.destroy();
  }
  if (rest !== "") yield withoutReturn(rest);
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
