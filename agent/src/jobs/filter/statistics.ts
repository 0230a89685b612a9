import { estimateWhole, type FilterOutcome, type FilterRule } from "@logdoctor/shared-policies";
import type { FilterContext, TableWork } from "./context.ts";
import { played, type Share, type Span, sharesOf } from "./history.ts";
import type { Applied } from "./journal.ts";

type Statistics = FilterOutcome["statistics"][number];

const minute = 60_000;
const shortestMs = 60 * minute;
/** Rows of the last minutes may not have arrived. */
const settleMs = 15 * minute;

/**
 * What each rule dropped of a table since the last count, by all flows together: stored rows do not say by which flow they came. A share
 * of the rows that match is let through on purpose, always the same ones, whatever way they come; how many of those came says how many
 * match, and those that are stored were not dropped. It is measured, not taken from the dry run, and right where only some flows filter.
 */
export async function countDropped(
  context: FilterContext,
  work: TableWork,
  { applied, rules }: { applied: readonly [Applied, ...Applied[]]; rules: readonly FilterRule[] },
): Promise<Statistics[]> {
  const to = Math.floor((context.clock.now().getTime() - settleMs) / minute) * minute;
  const from = Math.min(...applied.map(({ countedTo }) => Date.parse(countedTo)));
  const held = applied[0].heldOutShare;
  if (held <= 0 || to - from < shortestMs) return [];
  const span: Span = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  const shares = await sharesOf(context, played(context, work, rules), span);
  const passed = await sharesOf(context, played(context, work, rules, held), span);
  const stored = shares.reduce((sum, { rows }) => sum + rows, 0);
  const ruleIds = [...new Set(applied.flatMap((one) => one.ruleIds))];
  const dropped = new Map(
    ruleIds.map((id) => [id, droppedOf({ matching: shareOf(shares, id), passed: shareOf(passed, id), rate: held })]),
  );
  const processed = stored + [...dropped.values()].reduce((sum, { rows }) => sum + rows, 0);
  for (const one of applied) if (Date.parse(one.countedTo) < to) one.countedTo = span.to;
  return [...dropped].map(([ruleId, of]) => statisticsOf(ruleId, { span, processed, dropped: of }));
}

interface Dropped {
  readonly rows: number;
  readonly low: number;
  readonly high: number;
  readonly bytes: number;
}

type Counted = Pick<Share, "rows" | "bytes">;

function shareOf(shares: readonly Share[], ruleId: string): Counted {
  return shares.find((one) => one.ruleId === ruleId) ?? { rows: 0, bytes: 0 };
}

interface Stored {
  /** Rows that the rule would take. */
  readonly matching: Counted;
  /** Those of them that are not held out: no filter stood in their way. */
  readonly passed: Counted;
  /** Share that is held out. */
  readonly rate: number;
}

/** Rows that are held out are a sample of those that match; whatever of these is not stored was dropped. */
function droppedOf({ matching, passed, rate }: Stored): Dropped {
  const whole = estimateWhole({ kept: Math.max(0, matching.rows - passed.rows), rate });
  const gone = (rows: number) => Math.max(0, rows - matching.rows);
  const bytes = Math.max(0, (matching.bytes - passed.bytes) / rate - matching.bytes);
  return { rows: gone(whole.estimate), low: gone(whole.low), high: gone(whole.high), bytes };
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
    droppedLow: Math.floor(of.dropped.low),
    droppedHigh: Math.ceil(of.dropped.high),
    totalPassed: totalProcessed - totalDropped,
    dropRate: totalProcessed === 0 ? 0 : totalDropped / totalProcessed,
    bytesDropped: Math.round(of.dropped.bytes),
  };
}
