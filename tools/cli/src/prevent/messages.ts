import { z } from "zod";
import { CliError } from "../cli-error.ts";
import { linesOf } from "../kql/lines.ts";

const Row = z.record(z.string(), z.unknown());

/** A row's id and the text of one of its columns. */
export interface Message {
  readonly itemId: string;
  /** "" where the row has no such column, or null there. */
  readonly text: string;
  readonly hasField: boolean;
}

/**
 * The messages of a file with one row a line, as JSON objects by column name. A row without `_ItemId` gets the number of its
 * line, as `row-7`; empty lines are passed over. Throws CliError with the line that is no JSON object.
 */
export async function* messagesOf(file: string, field: string): AsyncGenerator<Message> {
  let line = 0;
  for await (const text of linesOf(file, "The file of rows")) {
    line += 1;
    if (text.trim() === "") continue;
    const row = rowOf(text, `${file}:${line}`);
    const value = row[field] ?? undefined;
    const itemId = row["_ItemId"] ?? `row-${line}`;
    yield { itemId: String(itemId), text: textOf(value), hasField: value !== undefined };
  }
}

/** A column that is no text, such as one of type dynamic, is read as JSON. */
function textOf(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function rowOf(text: string, place: string): z.infer<typeof Row> {
  try {
    return Row.parse(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof z.ZodError ? "" : `: ${error instanceof Error ? error.message : error}`;
    throw new CliError("failed", `${place} is no JSON object${reason}`);
  }
}
