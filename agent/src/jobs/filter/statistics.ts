import { estimateWhole, type FilterOutcome, type FilterRule } from "@logdoctor/shared-policies";
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
  const dropped = new Map(
    shares.filter(({ ruleId }) => ruleId !== "").map((share) => [share.ruleId, droppedOf(share, held)]),
  );
  const stored = shares.reduce((sum, { rows }) => sum + rows, 0);
  const processed = stored + [...dropped.values()].reduce((sum, { rows }) => sum + rows, 0);
  applied.countedTo = span.to;
  return applied.ruleIds.map((ruleId) => {
    const of = dropped.get(ruleId) ?? droppedOf({ rows: 0, bytes: 0 }, held);
    return statisticsOf(ruleId, { span, processed, dropped: of });
  });
}

interface Dropped {
  readonly rows: number;
  readonly low: number;
  readonly high: number;
  readonly bytes: number;
}

/** Those that came are a sample of those that match; the others did not come. */
function droppedOf({ rows, bytes }: { rows: number; bytes: number }, rate: number): Dropped {
  const { estimate, low, high } = estimateWhole({ kept: rows, rate });
  return { rows: estimate - rows, low: low - rows, high: high - rows, bytes: (bytes * (1 - rate)) / rate };
}

function statisticsOf(ruleId: string, of: { span: Span; processed: number; dropped: Dropped }): Statistics {
  const totalProcessed = Math.round(of.processed);
  const totalDropped = Math.min(totalProcessed, Math.round(of.dropped.rows));
  return {
    ruleId,
    periodStart: of.span.from,
    periodEnd: of.span.to,
    totalProcessed,
    totalDropped,
    droppedLow: Math.max(0, Math.floor(of.dropped.low)),
    droppedHigh: Math.ceil(of.dropped.high),
    totalPassed: totalProcessed - totalDropped,
    dropRate: totalProcessed === 0 ? 0 : totalDropped / totalProcessed,
    bytesDropped: Math.round(of.dropped.bytes),
  };
}
