import type { ColumnRef, Condition, FilterAst } from "./ast.ts";
import { FilterRefusal } from "./refusal.ts";

/** A row by column name, as JSON has it: a missing column is null. */
export type FilterRow = Readonly<Record<string, unknown>>;

/** What `tostring()` of a column gives in KQL; no text where it is null. Throws FilterRefusal for a value that the type cannot hold. */
export function cellText(row: FilterRow, { column, path, reads }: ColumnRef): string {
  const value = row[column];
  if (typeof value === "string" && reads === "text") return value;
  if (value === null || value === undefined) return "";
  if (reads === "integer") return integerText(value, column);
  return printed(reads === "dynamic" ? placeIn(value, path) : value);
}

function placeIn(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const key of path) {
    const inside = typeof found === "object" && found !== null && !Array.isArray(found) && Object.hasOwn(found, key);
    if (!inside) return null;
    found = (found as FilterRow)[key];
  }
  return found;
}

function integerText(value: unknown, column: string): string {
  const text = typeof value === "number" || typeof value === "string" ? String(value) : "";
  if (/^(0|-?[1-9]\d{0,18})$/.test(text)) return text;
  throw new FilterRefusal("invalid-row", `${column} is no whole number: ${JSON.stringify(value)?.slice(0, 100)}`);
}

/** A dynamic value as `tostring()` prints it: a string bare, everything else as compact JSON; null is no text. */
function printed(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : json(value);
}

function json(value: unknown): string {
  if (typeof value === "number") return Number.isSafeInteger(value) ? String(value) : realText(value);
  if (Array.isArray(value)) return `[${value.map(json).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (isWritten(value)) return value[AS_WRITTEN];
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}:${json(item)}`)
    .join(",")}}`;
}

/** A real keeps a point or an exponent, as Kusto prints it. */
function realText(value: number): string {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

const AS_WRITTEN = Symbol("the digits of a number");

/** A number that JSON text says in a way that a JavaScript number forgets: `1.0`, `12345678901234567890`. */
interface WrittenNumber {
  readonly [AS_WRITTEN]: string;
}

function isWritten(value: object): value is WrittenNumber {
  return AS_WRITTEN in value;
}

/** Whether rows must be read with the digits of their numbers, for `parseRow`. */
export function exactNumbers({ rules, key }: FilterAst): boolean {
  return rules.some(({ condition }) => seesNumbers(condition)) || key.texts.some(({ reads }) => reads !== "text");
}

// A plain value equals a number or JSON of any kind only where it looks like that.
function seesNumbers(condition: Condition): boolean {
  if (condition.kind === "keywords") return condition.columns.some(({ reads }) => reads === "dynamic");
  return condition.column.reads !== "text" && condition.values.some((value) => /^[-\d[{]/.test(value));
}

/** A number that has a fraction, an exponent or many digits, perhaps within a text. */
const UNUSUAL_NUMBER = /[:[,]\s*-?(?:\d+[.eE]|\d{15})/;

/**
 * One row from its JSON text. `exact` keeps how numbers are written, for rules that read whole dynamic values; it takes
 * several times as long where there are any. Throws SyntaxError for what is no JSON, FilterRefusal for what is no object.
 */
export function parseRow(text: string, exact: boolean): FilterRow {
  const value: unknown = exact && UNUSUAL_NUMBER.test(text) ? JSON.parse(text, keepNumber) : JSON.parse(text);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new FilterRefusal("invalid-row", "A row is one JSON object");
  return value as FilterRow;
}

function keepNumber(this: unknown, _: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== "number" || source === undefined || String(value) === source) return value;
  return { [AS_WRITTEN]: /[.eE]/.test(source) ? realText(value) : source };
}

/** `tostring(TimeGenerated)`: seven digits of a second; no text where it is null. Throws FilterRefusal for other forms than ISO 8601 in UTC. */
export function timeText(row: FilterRow): string {
  const value = row["TimeGenerated"];
  if (value === null || value === undefined) return "";
  const found = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,7}))?)?(?:Z|\+00:00)?$/.exec(String(value));
  if (found === null)
    throw new FilterRefusal(
      "invalid-row",
      `TimeGenerated is no ISO 8601 time in UTC: ${JSON.stringify(value)?.slice(0, 100)}`,
    );
  const [, day, minute, second = "00", fraction = ""] = found;
  return `${day}T${minute}:${second}.${fraction.padEnd(7, "0")}Z`;
}
