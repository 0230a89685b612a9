import { CliError } from "../cli-error.ts";
import { linesOf } from "../kql/lines.ts";

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

/** Checked by hand: a schema would copy each of a million rows. */
function rowOf(text: string, place: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CliError("failed", `${place} is no JSON object: ${error instanceof Error ? error.message : error}`);
  }
  if (!isRow(value)) throw new CliError("failed", `${place} is no JSON object`);
  return value;
}

function isRow(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
