import type { FilterOutcome, FilterRule } from "@logdoctor/shared-policies";
import type { FilterContext, TableWork } from "./context.ts";
import { played, type Span, sharesOf } from "./history.ts";
import type { Applied } from "./journal.ts";

type Statistics = FilterOutcome["statistics"][number];

const minute = 60_000;
const shortestMs = 60 * minute;
/** Rows of the last minutes may not have arrived. */
const settleMs = 15 * minute;

/**
 * What each rule dropped since the last count. A share of the rows that match is let through on purpose; how many of those came says
 * how many did not: measured, not taken from the dry run.
 */
export async function countDropped(
  context: FilterContext,
  work: TableWork,
  { applied, rules }: { applied: Applied; rules: readonly FilterRule[] },
): Promise<Statistics[]> {
  const to = Math.floor((context.clock.now().getTime() - settleMs) / minute) * minute;
  const held = applied.heldOutShare;
  if (held <= 0 || to - Date.parse(applied.countedTo) < shortestMs) return [];
  const span: Span = { from: applied.countedTo, to: new Date(to).toISOString() };
  const shares = await sharesOf(context, played(context, work, rules), span);
  const missing = (1 - held) / held;
  const dropped = new Map(
    shares.map(({ ruleId, rows, bytes }) => [ruleId, { rows: rows * missing, bytes: bytes * missing }]),
  );
  const stored = shares.reduce((sum, { rows }) => sum + rows, 0);
  dropped.delete("");
  const processed = stored + [...dropped.values()].reduce((sum, { rows }) => sum + rows, 0);
  applied.countedTo = span.to;
  return applied.ruleIds.map((ruleId) => statisticsOf(ruleId, { span, processed, dropped: dropped.get(ruleId) }));
}

function statisticsOf(
  ruleId: string,
  of: { span: Span; processed: number; dropped: { rows: number; bytes: number } | undefined },
): Statistics {
  const totalProcessed = Math.round(of.processed);
  const totalDropped = Math.min(totalProcessed, Math.round(of.dropped?.rows ?? 0));
  return {
    ruleId,
    periodStart: of.span.from,
    periodEnd: of.span.to,
    totalProcessed,
    totalDropped,
    totalPassed: totalProcessed - totalDropped,
    dropRate: totalProcessed === 0 ? 0 : totalDropped / totalProcessed,
    bytesDropped: Math.round(of.dropped?.bytes ?? 0),
  };
}
