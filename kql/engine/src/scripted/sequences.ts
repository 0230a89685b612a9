import { KqlError } from "../errors.ts";
import type { Cell, Scripted } from "./scripted.ts";

/** Functions that carry a state from row to row: rows by `;`, their values by blanks; a JSON array of results. */
export const SEQUENCES: readonly Scripted[] = [
  {
    name: "kqljs_running_sums",
    parameters: ["VARCHAR"],
    returns: "VARCHAR",
    call: (text) => runningSums(rowsOf(text)),
  },
  { name: "kqljs_session_starts", parameters: ["VARCHAR"], returns: "VARCHAR", call: (text) => sessions(rowsOf(text)) },
];

function rowsOf(text: Cell): string[][] {
  return typeof text !== "string" || text === "" ? [] : text.split(";").map((row) => row.split(" "));
}

function runningSums(rows: readonly string[][]): string {
  let total = 0;
  const sums = rows.map(([value, restart]) => {
    total = restart === "true" ? realOf(value) : total + realOf(value);
    if (!Number.isFinite(total)) throw new KqlError("NotSupported", "A running sum beyond all reals is not proven");
    return Object.is(total, -0) ? "-0.0" : String(total);
  });
  return `[${sums.join(",")}]`;
}

// DuckDB prints an infinity as `inf`, which is no number here, and so ends the query above.
function realOf(text: string | undefined): number {
  return Number(text);
}

// https://learn.microsoft.com/kusto/query/row-window-session-function
function sessions(rows: readonly string[][]): string {
  let start: bigint | undefined;
  let before = 0n;
  const starts = rows.map(([text = "null", fromFirst = "0", between = "0", restart]) => {
    if (text === "null") {
      start = undefined;
      return "null";
    }
    const value = BigInt(text);
    const far = start !== undefined && (value - start >= BigInt(fromFirst) || value - before >= BigInt(between));
    if (start === undefined || far || restart === "true") start = value;
    before = value;
    return start;
  });
  return `[${starts.join(",")}]`;
}
