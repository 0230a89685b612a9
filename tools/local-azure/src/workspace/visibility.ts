import { ticksFromMs } from "../clock.ts";
import { hideRows } from "./hidden-rows.ts";
import type { Table, Workspace } from "./workspace.ts";

/** Operators that reach tables without naming them. */
const UNNAMED = /\b(?:union|search|find|table)\b/i;

/**
 * From when on (ms) a query may see rows, so that those past analytics retention stay out of its answer. -Infinity if nothing is to be kept out.
 *
 * One bound serves for one table. A query that may read several tables with different bounds has the rows past them moved away first,
 * which is slow, but true for every query.
 */
export async function visibleFrom(workspace: Workspace, query: string, now: bigint): Promise<number> {
  const tables = possiblyRead(workspace, query);
  const bounds = new Set(tables.map((table) => table.visibleFrom));
  const [only = Number.NEGATIVE_INFINITY] = bounds;
  if (bounds.size <= 1) return only;
  await workspace.exclusive(async () => {
    for (const table of tables) await hideRows(workspace, table, table.visibleFrom, now);
  });
  return Number.NEGATIVE_INFINITY;
}

/** Every table whose name stands anywhere in the text, strings included: `['AppTraces']` names one too. */
function possiblyRead(workspace: Workspace, query: string): Table[] {
  const filled = [...workspace.tables.values()].filter((table) => table.hasRows);
  if (UNNAMED.test(query)) return filled;
  const words = new Set(query.match(/\w+/g) ?? []);
  return filled.filter((table) => words.has(table.name));
}

/** A timespan (ticks, half-open) with the bound applied. */
export function clampSpan(
  span: { start: bigint; end: bigint } | undefined,
  from: number,
): { start: bigint; end: bigint } | undefined {
  if (from === Number.NEGATIVE_INFINITY) return span;
  const start = ticksFromMs(from);
  if (span === undefined) return { start, end: LAST_TICK };
  return span.start > start ? span : { start, end: span.end };
}

/** 9999-12-31T23:59:59.9999999Z */
const LAST_TICK = 3_155_378_975_999_999_999n;
