import type { Answer } from "./answer.ts";
import type { Recorded } from "./corpus.ts";

/** What differs between an answer and the recorded one; undefined when nothing does. */
export function compareRecorded(answer: Answer, expected: Recorded): string | undefined {
  const names = expected.columns.map(({ name }) => name).join();
  const found = answer.columns.map(({ name }) => name).join();
  if (names !== found) return `columns ${found} instead of ${names}`;
  const badType = expected.columns.findIndex(({ type }, i) => !isClass(type, answer.columns[i]?.type ?? ""));
  if (badType >= 0)
    return `column ${badType} is ${answer.columns[badType]?.type}, not ${expected.columns[badType]?.type}`;
  const types = expected.columns.map(({ type }) => type);
  const lines = (rows: readonly (readonly unknown[])[]) =>
    rows.map((row) => row.map((cell, i) => comparable(cell, types[i])).join(" | "));
  return differenceOf(lines(answer.rows), lines(expected.rows), expected);
}

function differenceOf(got: string[], want: string[], expected: Recorded): string | undefined {
  if (got.length !== expected.rowCount) return `${got.length} rows instead of ${expected.rowCount}`;
  if (!expected.complete) {
    const missing = want.find((line) => !got.includes(line));
    return missing === undefined ? undefined : `no row ${missing}`;
  }
  if (!expected.flags.includes("ordered")) {
    got.sort();
    want.sort();
  }
  const at = got.findIndex((line, i) => line !== want[i]);
  return at < 0 ? undefined : `${got[at]} instead of ${want[at]}`;
}

function isClass(type: string | null, found: string): boolean {
  if (type === null || type === "other") return true;
  const family = { int: "int", long: "int", decimal: "real" }[found] ?? found;
  return family === type;
}

// The recorded cells passed through doubles and a printer of 15 digits; dynamics keep no order of their keys.
function comparable(cell: unknown, type: string | null | undefined): string {
  if (cell === null || cell === undefined) return "null";
  if (type === "dynamic") return JSON.stringify(sorted(parsed(cell)), rounded);
  // Decimals came as numbers, and come from the engine as text.
  if (type === "real" || typeof cell === "number") return String(Number(Number(cell).toPrecision(12)));
  return type === "timespan" ? String(cell).replace(/\.?0+$/, "") : JSON.stringify(cell);
}

function parsed(cell: unknown): unknown {
  if (typeof cell !== "string") return cell;
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}

function rounded(_key: string, value: unknown): unknown {
  return typeof value === "number" ? Number(value.toPrecision(12)) : value;
}

/** The same value with the keys of its objects in order. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
