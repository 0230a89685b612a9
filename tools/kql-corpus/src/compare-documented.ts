import type { Answer } from "./answer.ts";
import { sorted } from "./compare-recorded.ts";
import type { Documented } from "./corpus.ts";

/** What differs between an answer and the printed table, as far as print says; undefined when nothing does. */
export function compareDocumented(answer: Answer, expected: Documented): string | undefined {
  const lines = (rows: readonly (readonly unknown[])[]) => rows.map((row) => row.map(printed).join(" | ")).sort();
  const [got, want] = [lines(answer.rows), lines(expected.rows)];
  if (got.length !== want.length) return `${got.length} rows instead of ${want.length}`;
  const at = got.findIndex((line, i) => line !== want[i]);
  return at < 0 ? undefined : `${got[at]} instead of ${want[at]}`;
}

/**
 * A cell without what the pages print now so, now so: case, spaces, digits beyond four, trailing zeros, the T and Z of
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
    return JSON.stringify(sorted(JSON.parse(text.replace(/[“”]/g, '"'))));
  } catch {
    return text;
  }
}
