import type { ColumnType } from "@logdoctor/kql";
import { tableColumns } from "@logdoctor/kql/tables";
import { sourcesOf } from "@logdoctor/kql-detect";

/** A column that the patterns over a table read. */
export interface ReadColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/**
 * The columns of a table that patterns read, and no others: what stands in the rest of a row cannot spoil a replay. Columns
 * that a service adds to AzureDiagnostics when it needs them have the type that the end of their name says.
 */
export function columnsRead(table: string): ReadColumn[] {
  const declared = tableColumns(table) ?? {};
  const [source] = sourcesOf(table);
  const words = new Set(source?.normaliser.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? []);
  const known = Object.entries(declared)
    .filter(([name]) => words.has(name) || name === "_ItemId" || name === "TimeGenerated")
    .map(([name, type]) => ({ name, type }));
  const added = [...(source?.normaliser.matchAll(/column_ifexists\("(\w+)"/g) ?? [])].map(([, name = ""]) => name);
  const undeclared = [...new Set(added)].filter((name) => !Object.hasOwn(declared, name));
  return [...known, ...undeclared.map((name) => ({ name, type: typeByName(name) }))];
}

function typeByName(name: string): ColumnType {
  return name.endsWith("_d") ? "real" : "string";
}

/** A value that cannot be one of its column; the message says why. */
export class CellError extends Error {}

/**
 * A cell as the engine takes it. Exports write numbers as text and missing values as empty text, and times in several ways.
 * Throws CellError for what is no value of the column's type.
 */
export function cellOf({ name, type }: ReadColumn, value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (type === "string") return typeof value === "object" ? JSON.stringify(value) : String(value);
  if (value === "") return null;
  if (type === "datetime") return instantOf(name, value);
  if (type !== "int" && type !== "long" && type !== "real") return value;
  const number = typeof value === "string" ? Number(value.trim()) : value;
  if (typeof number !== "number" || !Number.isFinite(number))
    throw new CellError(`${name} is no number: ${shown(value)}`);
  if (type === "real") return number;
  // Beyond 2^53 a reader of JSON has rounded a long already; it is one all the same.
  if (Number.isSafeInteger(number) || (type === "long" && Number.isInteger(number) && Math.abs(number) < 2 ** 63))
    return number;
  throw new CellError(`${name} is no whole number: ${shown(value)}`);
}

const ISO = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(?:[.,](\d{1,9}))? ?(Z|[+-]\d{2}:?\d{2})?$/i;
/** As the portal's export writes it, in UTC: 6/1/2026, 11:50:00.123 AM. */
const PORTAL = /^(\d{1,2})\/(\d{1,2})\/(\d{4}),? (\d{1,2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))? ?([AP])M$/i;

/** ISO 8601 in UTC with up to 7 digits, which is all that Log Analytics keeps. A time without a zone is one in UTC. */
function instantOf(name: string, value: unknown): string {
  const text = String(value).trim();
  const [, date, minutes, seconds = ":00", fraction = "", zone = "Z"] = ISO.exec(text) ?? [];
  if (date !== undefined) return joined({ text, name, local: `${date}T${minutes}${seconds}`, fraction, zone });
  const [, month = "", day = "", year, hour, minute, second, parts = "", half = ""] = PORTAL.exec(text) ?? [];
  if (year === undefined) throw new CellError(`${name} is no time such as 2026-06-01T11:50:00Z: ${shown(value)}`);
  const hours = (Number(hour) % 12) + (half.toUpperCase() === "P" ? 12 : 0);
  const two = (number: number | string) => String(number).padStart(2, "0");
  const local = `${year}-${two(month)}-${two(day)}T${two(hours)}:${minute}:${second}`;
  return joined({ text, name, local, fraction: parts, zone: "Z" });
}

interface Time {
  readonly text: string;
  readonly name: string;
  readonly local: string;
  readonly fraction: string;
  readonly zone: string;
}

function joined({ text, name, local, fraction, zone }: Time): string {
  const offset = zone.toUpperCase() === "Z" ? "Z" : zone.replace(/^([+-]\d{2}):?(\d{2})$/, "$1:$2");
  const seconds = secondsOf(`${local}${offset}`);
  // February 30 is read as a day in March; a zone of 25 hours as no time at all.
  if (secondsOf(`${local}Z`) !== local || !/^\d{4}-/.test(seconds))
    throw new CellError(`${name} is a time that there is not: ${shown(text)}`);
  return fraction === "" ? `${seconds}Z` : `${seconds}.${fraction.slice(0, 7)}Z`;
}

function secondsOf(text: string): string {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? "" : at.toISOString().slice(0, 19);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
