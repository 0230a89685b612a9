import { TableName } from "@logdoctor/shared-policies";
import { type Interval, intervalOf } from "../detect/intervals.ts";
import { type AnalysisTools, analyseTable } from "./analyse-table.ts";
import type { PreventContext } from "./context.ts";
import type { Journal } from "./journal.ts";
import { type Gathered, nothing } from "./outcome.ts";
import type { RuleKit, WorkspaceTable } from "./ports.ts";
import { sourceOf } from "./source-of.ts";

export interface Reading {
  readonly kit: RuleKit;
  readonly journal: Journal;
  /** Milliseconds of ingestion time up to which is read. */
  readonly to: number;
  /** Where the reading of a table begins that was never read before, in milliseconds. */
  readonly since: number;
}

export interface WorkspaceRead {
  readonly gathered: Gathered;
  readonly tables: readonly WorkspaceTable[];
  /** All time that was read. */
  readonly window: Interval;
  /** Whether nothing could be read at all. */
  readonly failed: boolean;
}

/** Reads every table whose rows become log records, those first that have waited longest, and notes how far it came. */
export async function readWorkspace(
  context: PreventContext,
  reading: Reading,
  tools: AnalysisTools,
): Promise<WorkspaceRead> {
  const gathered = nothing();
  const tables = (await context.workspace.tables()).filter(({ table }) => TableName.safeParse(table).success);
  const waiting = tables
    .map((table) => ({ table, from: fromOf(context, reading, table.table) }))
    .toSorted((a, b) => a.from - b.from || (a.table.table < b.table.table ? -1 : 1));
  let worked = 0;
  let stopped = false;
  let earliest = reading.to;
  for (const { table, from } of waiting) {
    const source = sourceOf(reading.kit, table);
    if (source === undefined || from >= reading.to) {
      // What was found in it once may still be logged.
      if (reading.journal.doc.readTo[table.table] !== undefined) gathered.quiet.push({ table: table.table });
      continue;
    }
    const skip = stopped ? "budget" : table.plan === "Analytics" ? undefined : "plan";
    if (skip !== undefined) {
      gathered.skipped.push({ table: table.table, code: skip });
      continue;
    }
    const window = intervalOf(from, reading.to);
    const found = await analyseTable(context, { source, plan: table.plan, window }, tools);
    add(gathered, table.table, found);
    const read = found.problem === undefined ? { read: { from: window.from, to: found.readTo } } : {};
    gathered.quiet.push({ table: table.table, quiet: found.quiet, ...read });
    if (found.readTo > window.from) earliest = Math.min(earliest, from);
    reading.journal.doc.readTo[table.table] = found.readTo;
    stopped = found.problem === "budget" || found.problem === "throttled";
    if (found.problem === undefined) worked += 1;
    else gathered.skipped.push({ table: table.table, code: stopped ? "budget" : "failed" });
  }
  const failed = worked === 0 && gathered.skipped.some(({ code }) => code === "failed");
  return { gathered, tables, window: intervalOf(earliest, reading.to), failed };
}

function fromOf({ limits }: PreventContext, { journal, to, since }: Reading, table: string): number {
  const readTo = journal.doc.readTo[table];
  return Math.max(readTo === undefined ? since : Date.parse(readTo), to - limits.lookbackMs);
}

function add(gathered: Gathered, table: string, found: Awaited<ReturnType<typeof analyseTable>>): void {
  gathered.rows += found.rows;
  gathered.bytes += found.bytes;
  gathered.findings.push(...found.findings);
  gathered.analyses.push(...found.analyses.map((analysis) => ({ ...analysis, table })));
}
