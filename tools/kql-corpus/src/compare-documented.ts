import type { Answer } from "./answer.ts";
import { sorted } from "./compare-recorded.ts";
import type { Documented } from "./corpus.ts";

/** What differs between an answer and the printed table, as far as print says; undefined when nothing does. */
export function compareDocumented(answer: Answer, expected: Documented): string | undefined {
  const bools = new Set(answer.columns.flatMap(({ type }, i) => (type === "bool" ? [i] : [])));
  const cell = (value: unknown, i: number) => (bools.has(i) ? asBool(value) : printed(value));
  const lines = (rows: readonly (readonly unknown[])[]) => rows.map((row) => row.map(cell).join(" | ")).sort();
  const [got, want] = [lines(answer.rows), lines(expected.rows)];
  if (got.length !== want.length) return `${got.length} rows instead of ${want.length}`;
  const at = got.findIndex((line, i) => line !== want[i]);
  return at < 0 ? undefined : `${got[at]} instead of ${want[at]}`;
}

// Some pages print bools as 1 and 0.
function asBool(value: unknown): string {
  const text = printed(value);
  return text === "1" ? "true" : text === "0" ? "false" : text;
}

/**
 * A cell without what the pages print now so, now so: case, spaces, digits beyond four (ten within JSON), trailing zeros, the T and Z of
 * instants, typographic quotes, and whether null is a word or nothing.
 */
function printed(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  const text = ordered((typeof cell === "object" ? JSON.stringify(cell) : String(cell)).trim()).toLowerCase();
  if (text === "null") return "";
  if (/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text)) return String(Number(Number(text).toPrecision(4)));
  return text
    .replace(/(\d{4}-\d\d-\d\d)[t ](\d\d:\d\d)/g, "$1t$2")
    .replace(/(\.\d*?)0+z?$/, "$1")
    .replace(/\.$/, "")
    .replace(/z$/, "")
    .replace(/\s+/g, "");
}

function ordered(text: string): string {
  if (!/^[[{]/.test(text)) return text;
  try {
    const value = sorted(JSON.parse(text.replace(/[“”]/g, '"')));
    return JSON.stringify(value, (_, part) => (typeof part === "number" ? Number(part.toPrecision(10)) : part));
  } catch {
    return text;
  }
}
