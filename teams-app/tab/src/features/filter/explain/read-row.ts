export type RowProblem = "not-json" | "not-a-row" | "number";

export interface ReadRow {
  readonly row: Readonly<Record<string, unknown>> | undefined;
  readonly problem: RowProblem | undefined;
}

/** A number of so many digits that a browser would round it: the rule would be asked about another row. */
const longNumber = /[:[,]\s*-?(?:\d{16,}|\d[\d.]{16,})/;
const strings = /"(?:[^"\\]|\\.)*"/g;

/** One row from pasted JSON: an object, or a list with one. */
export function readRow(text: string): ReadRow {
  const parsed = parse(text);
  if (parsed === undefined) return { row: undefined, problem: "not-json" };
  const value: unknown = Array.isArray(parsed.value) && parsed.value.length === 1 ? parsed.value[0] : parsed.value;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { row: undefined, problem: "not-a-row" };
  }
  if (longNumber.test(text.replace(strings, '""'))) return { row: undefined, problem: "number" };
  return { row: value as Readonly<Record<string, unknown>>, problem: undefined };
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

/** The table that a row says it is of, where it does. */
export function tableOf(row: ReadRow["row"]): string | undefined {
  const type = row?.["Type"];
  return typeof type === "string" && type !== "" ? type : undefined;
}
