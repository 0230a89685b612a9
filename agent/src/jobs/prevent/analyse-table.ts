import { findingsOf, type LogSource, type TableFindings } from "@logdoctor/kql-prevent";
import type { PriceBook, TableSettings } from "@logdoctor/shared-policies";
import { maskCapped } from "../../masking/mask-text.ts";
import type { Interval } from "../detect/intervals.ts";
import { type PreventContext, soundRules } from "./context.ts";
import type { TemplateMemory } from "./ports.ts";
import { readTable, type TableRead } from "./read-table.ts";

export interface TableToAnalyse {
  readonly source: LogSource;
  readonly plan: TableSettings["plan"];
  /** Ingestion time, half-open. */
  readonly window: Interval;
  /** The time that the rows stand for, where that is not the time in which they came. */
  readonly hours?: (read: TableRead) => number;
}

export interface AnalysisTools {
  readonly templates: TemplateMemory;
  readonly prices: PriceBook;
  /** Ids of findings of earlier runs. */
  readonly known?: ReadonlySet<string>;
}

/** Characters at which the query cuts a message. */
const cutAt = 1000;
const hourMs = 3_600_000;

/** Reads a table and tells what the rules find in it. */
export async function analyseTable(
  context: PreventContext,
  { source, plan, window, hours }: TableToAnalyse,
  tools: AnalysisTools,
): Promise<TableRead & TableFindings> {
  const read = await readTable(context, source, window);
  const found = findingsOf(read.groups, soundRules(context), {
    table: source.table,
    plan,
    hours: hours?.(read) ?? (Date.parse(read.readTo) - Date.parse(window.from)) / hourMs,
    mask: (text, max) => maskCapped(text, max, cutAt),
    ...tools,
  });
  return { ...read, ...found };
}
