import type { Finding } from "@logdoctor/kql-detect";
import { DetectionFinding } from "@logdoctor/shared-policies";
import { maskLogged } from "../../masking/mask-text.ts";
import type { DetectContext, TableScan } from "./context.ts";
import { exceptionFor } from "./excepting.ts";
import { findingId, findingOf } from "./finding-of.ts";
import { type Gathered, nothing } from "./gathered.ts";
import { type Interval, intervalOf } from "./intervals.ts";
import { isNews, learn } from "./known-findings.ts";
import { withActivity } from "./with-activity.ts";

/**
 * Reads one window of ingestion time of one table: a count, and where there are rows one query for all patterns.
 * Answers `cut` when the answer held as many findings as one may. Throws `WorkspaceError`.
 */
export async function readWindow(context: DetectContext, scan: TableScan, window: Interval): Promise<Gathered | "cut"> {
  const { limits, spent, workspace } = context;
  const settled = intervalOf(Date.parse(window.from) - limits.settleMs, Date.parse(window.to));
  spent.queries += 1;
  const rows = await workspace.count(scan.table, settled, window.from);
  const read: Gathered = { ...nothing(), windows: [window], patterns: 0, scanned: rows.fresh };
  if (rows.all === 0) return read;
  spent.queries += 1;
  const { overlapMinutes, maxItems, maxFindings } = limits;
  const found = await workspace.scan({ ...scan, window: settled, overlapMinutes, maxItems, maxFindings });
  if (found.length >= maxFindings) return "cut";
  const absorbed = absorb(context, scan.table, found);
  return { ...read, ...absorbed, findings: await withActivity(context, { table: scan.table, settled, ...absorbed }) };
}

/** Learns the findings, and answers those that are news and not excepted. */
function absorb(
  context: DetectContext,
  table: string,
  found: readonly Finding[],
): Pick<Gathered, "findings" | "excepted"> {
  const { journal, limits, exceptions, clock, log } = context;
  const { known, accountKey } = journal.doc;
  const findings: DetectionFinding[] = [];
  const hidden = new Map<string, number>();
  for (const all of found) {
    const id = findingId(all, { table, accountKey });
    const before = known[id];
    const after = learn(before, all, limits.maxItems);
    known[id] = after;
    if (!isNews(before, after)) continue;
    const parsed = DetectionFinding.safeParse(findingOf(all, after, { id, table, accountKey, now: clock.now() }));
    if (!parsed.success) {
      log("detect.finding.malformed", { pattern: all.pattern, table });
      continue;
    }
    const exception = exceptionFor(exceptions, { finding: parsed.data, all, mask: maskLogged }, clock.now());
    if (exception === undefined) findings.push(parsed.data);
    else hidden.set(exception.id, (hidden.get(exception.id) ?? 0) + 1);
  }
  return { findings, excepted: [...hidden].map(([exceptionId, count]) => ({ exceptionId, findings: count })) };
}
