import { KqlError } from "../errors.ts";

const FIELD = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|\r|$)/y;

/** The fields of the first record. https://learn.microsoft.com/kusto/query/parse-csv-function */
export function csvRecord(text: string): string[] {
  const fields: string[] = [];
  FIELD.lastIndex = 0;
  for (;;) {
    const found = FIELD.exec(text);
    if (found === null) throw new KqlError("NotSupported", "parse_csv() of a quote within a field is not proven");
    fields.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? "");
    if (found[3] !== ",") return fields;
  }
}
