import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { LabelledMessage } from "./app-messages.ts";
import { csvRows } from "./csv-rows.ts";

/** One system's lines with the statement of each. */
export interface LabelledLog {
  readonly system: string;
  readonly messages: readonly LabelledMessage[];
}

/**
 * The labelled logs of a folder, or of `app_logs` in it: CSV files with the columns Content and EventId, gzipped or not, as
 * loghub has them (https://github.com/logpai/loghub; free for research, so that none is kept here).
 */
export function labelledLogs(folder: string): LabelledLog[] {
  const inner = join(folder, "app_logs");
  const where = existsSync(inner) ? inner : folder;
  return readdirSync(where)
    .filter((name) => /\.csv(\.gz)?$/.test(name))
    .toSorted()
    .map((name) => ({ system: systemOf(name), messages: messagesOf(join(where, name)) }));
}

/** `loghub_Apache.csv.gz` and `Apache_2k.log_structured.csv` are both of Apache. */
function systemOf(name: string): string {
  return name.replace(/^loghub_/, "").replace(/[_.].*$/, "");
}

function messagesOf(file: string): LabelledMessage[] {
  const bytes = readFileSync(file);
  const [titles = [], ...rows] = csvRows((file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8"));
  const [content, event] = [titles.indexOf("Content"), titles.indexOf("EventId")];
  if (content < 0 || event < 0) throw new Error(`${file} has no columns Content and EventId`);
  return rows.map((row) => ({ text: row[content] ?? "", statement: row[event] ?? "" }));
}
