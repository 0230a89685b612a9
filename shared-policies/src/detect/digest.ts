import type { DetectionSeverity } from "./documents.ts";
import type { FindingBrief } from "./finding-brief.ts";

const dayMs = 24 * 3_600_000;

export interface Week {
  /** Monday, 00:00 UTC. */
  readonly from: Date;
  /** The Monday after it. */
  readonly to: Date;
}

/** The ISO week, in UTC, that an instant lies in. */
export function weekAround(instant: Date): Week {
  const day = Math.floor(instant.getTime() / dayMs);
  // Day 0 of the epoch was a Thursday.
  const monday = day - ((day + 3) % 7);
  return { from: new Date(monday * dayMs), to: new Date((monday + 7) * dayMs) };
}

export interface DigestEntry {
  readonly patternId: string;
  readonly severity: DetectionSeverity;
  readonly findings: number;
  readonly matches: number;
  readonly sources: number;
  /** Path of the finding with the most matches. */
  readonly examplePath: string;
}

/** Findings that opened no incident, by pattern and severity, most matches first. One that was reported again is one. */
export function digestOf(findings: readonly FindingBrief[]): DigestEntry[] {
  const latest = new Map(findings.map((finding) => [finding.id, finding]));
  const waiting = [...latest.values()].filter(({ incidentId }) => incidentId === undefined);
  const groups = Map.groupBy(waiting, ({ patternId, severity }) => `${patternId} ${severity}`);
  return [...groups.values()].flatMap(entryOf).toSorted((a, b) => b.matches - a.matches);
}

function entryOf(group: readonly FindingBrief[]): DigestEntry[] {
  const [top] = group.toSorted((a, b) => b.matchCount - a.matchCount);
  if (top === undefined) return [];
  return [
    {
      patternId: top.patternId,
      severity: top.severity,
      findings: group.length,
      matches: group.reduce((sum, { matchCount }) => sum + matchCount, 0),
      sources: new Set(group.map(({ sourceIP }) => sourceIP)).size,
      examplePath: top.targetPath,
    },
  ];
}
