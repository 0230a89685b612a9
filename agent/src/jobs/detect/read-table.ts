import { WorkspaceError } from "../retain/ports.ts";
import { type DetectContext, mayAsk, type TableScan } from "./context.ts";
import { type Gathered, nothing, together } from "./gathered.ts";
import { cover, halves, type Interval, intervalOf, missing, newestFirst } from "./intervals.ts";
import { readWindow } from "./read-window.ts";

export type TableRead = { readonly gathered: Gathered; readonly problem?: "failed" | "budget" | "throttled" };

/** Queries that the reading of one window may take. */
const perWindow = 3;

/**
 * Reads what of a table was not read yet, the newest first: a fresh attack does not wait for a gap of last week. What the
 * run cannot afford, and what fails, stays missing and is asked for again by the next run.
 */
export async function readTable(context: DetectContext, scan: TableScan): Promise<TableRead> {
  const { limits, log } = context;
  const progress = progressOf(context, scan.table);
  const queue = newestFirst(missing(progress.intervals, wantedOf(context, scan.table)), limits.maxWindowMs);
  let gathered = nothing();
  let problem: TableRead["problem"];
  for (let window = queue.shift(); window !== undefined; window = queue.shift()) {
    if (!mayAsk(context, perWindow)) return { gathered, problem: "budget" };
    const read = await attempt(context, scan, window);
    if (read === "throttled") return { gathered, problem: "throttled" };
    if (typeof read === "object") {
      gathered = together(gathered, read);
      progress.intervals = cover(progress.intervals, window);
      continue;
    }
    const parts = read === "failed" ? [] : halves(window, limits.minWindowMs);
    queue.unshift(...parts);
    if (parts.length > 0) continue;
    log("detect.window.failed", { table: scan.table, from: window.from, to: window.to, problem: read });
    problem = "failed";
    if (read === "failed") return { gathered, problem };
  }
  return problem === undefined ? { gathered } : { gathered, problem };
}

function progressOf(context: DetectContext, table: string) {
  const { tables } = context.journal.doc;
  tables[table] ??= { since: new Date(context.since).toISOString(), intervals: [] };
  return tables[table];
}

function wantedOf(context: DetectContext, table: string): Interval {
  const since = Date.parse(progressOf(context, table).since);
  return intervalOf(Math.max(since, context.to - context.limits.lookbackMs), context.to);
}

async function attempt(
  context: DetectContext,
  scan: TableScan,
  window: Interval,
): Promise<Gathered | "cut" | "too-large" | "throttled" | "failed"> {
  try {
    const read = await readWindow(context, scan, window);
    return read;
  } catch (error) {
    // One table that fails, for whatever reason, must not keep the others from being read.
    const kind = error instanceof WorkspaceError ? error.kind : "failed";
    context.log("detect.query.failed", { table: scan.table, kind, error: String(error) });
    return kind === "too-large" || kind === "throttled" ? kind : "failed";
  }
}
