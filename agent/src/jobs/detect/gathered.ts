import { type DetectionFinding, DetectOutcome, maxFindingsInReport } from "@logdoctor/shared-policies";
import type { z } from "zod";
import { cover } from "./intervals.ts";
import { maxEvidenceBytes, maxReportBytes } from "./limits.ts";

/** What was read and found and waits to be reported. */
export const Gathered = DetectOutcome;
export type Gathered = z.infer<typeof Gathered>;

const maxWindows = 100;

export function nothing(): Gathered {
  return { windows: [], patterns: 0, scanned: 0, queries: 0, findings: [], omitted: 0, excepted: [], skipped: [] };
}

/** Both together. A finding of the same id is that of `later`, and so are the tables that were skipped. */
export function together(earlier: Gathered, later: Gathered): Gathered {
  const findings = new Map([...earlier.findings, ...later.findings].map((finding) => [finding.id, finding]));
  const all = worstFirst([...findings.values()]);
  const kept = withinBytes(all.slice(0, maxFindingsInReport));
  const excepted = new Map(earlier.excepted.map(({ exceptionId, findings: hidden }) => [exceptionId, hidden]));
  for (const { exceptionId, findings: hidden } of later.excepted)
    excepted.set(exceptionId, (excepted.get(exceptionId) ?? 0) + hidden);
  return {
    windows: later.windows.reduce(cover, earlier.windows).slice(-maxWindows),
    patterns: Math.max(earlier.patterns, later.patterns),
    scanned: earlier.scanned + later.scanned,
    queries: earlier.queries + later.queries,
    findings: kept,
    omitted: earlier.omitted + later.omitted + all.length - kept.length,
    excepted: [...excepted].map(([exceptionId, hidden]) => ({ exceptionId, findings: hidden })),
    skipped: [...later.skipped],
  };
}

const ranks = { CRITICAL: 0, HIGH: 1, MEDIUM: 2, LOW: 3 } as const;

function worstFirst(findings: readonly DetectionFinding[]): DetectionFinding[] {
  return findings.toSorted((a, b) => ranks[a.severity] - ranks[b.severity] || b.score - a.score);
}

/**
 * What fits into a report and the journal: the evidence of the least severe findings gives way first, then those findings
 * themselves, which are counted.
 */
function withinBytes(findings: readonly DetectionFinding[]): DetectionFinding[] {
  let evidenceLeft = maxEvidenceBytes;
  let left = maxReportBytes;
  const lighter = findings.map((finding) => {
    const evidence = finding.evidence.filter((one) => {
      evidenceLeft -= bytesOf(one);
      return evidenceLeft >= 0;
    });
    return evidence.length === finding.evidence.length ? finding : { ...finding, evidence };
  });
  return lighter.filter((finding) => {
    left -= bytesOf(finding);
    return left >= 0;
  });
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
