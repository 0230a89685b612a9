import type { DetectionEvidence, DetectionFinding } from "./finding.ts";
import type { Incident } from "./incident.ts";
import type { ThreatVerdict } from "./threat.ts";

/** Findings whose counts an incident remembers; more than one report can bring. */
const findingsRemembered = 600;
const findingIdsShown = 200;
/** Evidence kept of how the incident began, and of what came last. */
const evidenceKept = { first: 5, last: 5 };

export interface MatchCounts {
  readonly matchCount: number;
  readonly succeeded: number;
}

/** An incident as it is stored: with what each finding counted for, so that a finding read twice counts once. */
export interface IncidentRecord {
  readonly incident: Incident;
  readonly counted: Readonly<Record<string, MatchCounts>>;
  /** What the agent last said that the customer's own threat intelligence knows of the source. */
  readonly reported?: ThreatVerdict | undefined;
}

export function knows({ counted }: IncidentRecord, findingId: string): boolean {
  return Object.hasOwn(counted, findingId);
}

/** Whether a finding says nothing that the incident has not counted already. */
export function isCounted({ counted }: IncidentRecord, { id, matchCount, succeeded }: DetectionFinding): boolean {
  const before = counted[id];
  return before !== undefined && before.matchCount >= matchCount && before.succeeded >= succeeded;
}

const severities = ["LOW", "MEDIUM", "HIGH", "CRITICAL"] as const;

/**
 * The incident after one more finding. A finding that came before, of a window that was read again, replaces its earlier
 * self; its counts never fall, as rows do not leave a window.
 */
export function joinFinding(
  { incident, counted, reported }: IncidentRecord,
  finding: DetectionFinding,
): IncidentRecord {
  const before = counted[finding.id];
  const { [finding.id]: _, ...others } = counted;
  const now = {
    matchCount: Math.max(finding.matchCount, before?.matchCount ?? 0),
    succeeded: Math.max(finding.succeeded, before?.succeeded ?? 0),
  };
  const entries = [...Object.entries(others), [finding.id, now] as const].slice(-findingsRemembered);
  const ids = [finding.id, ...incident.findingIds.filter((id) => id !== finding.id)];
  const activity = finding.activity ?? incident.activity;
  const threat = finding.threat ?? reported;
  return {
    ...(threat === undefined ? {} : { reported: threat }),
    counted: Object.fromEntries(entries),
    incident: {
      ...incident,
      severity: maxBy([incident.severity, finding.severity], (severity) => severities.indexOf(severity)),
      score: Math.max(incident.score ?? 0, finding.score),
      patternVersion: finding.patternVersion,
      firstSeen: earlier(incident.firstSeen, finding.firstSeen) ? incident.firstSeen : finding.firstSeen,
      lastSeen: earlier(incident.lastSeen, finding.lastSeen) ? finding.lastSeen : incident.lastSeen,
      matchCount: incident.matchCount + now.matchCount - (before?.matchCount ?? 0),
      succeeded: incident.succeeded + now.succeeded - (before?.succeeded ?? 0),
      findings: incident.findings + (before === undefined ? 1 : 0),
      findingIds: ids.slice(0, findingIdsShown),
      evidence: boundedEvidence([...incident.evidence, ...finding.evidence]),
      ...(activity === undefined ? {} : { activity }),
    },
  };
}

function boundedEvidence(evidence: readonly DetectionEvidence[]): DetectionEvidence[] {
  const seen = new Set<string>();
  const distinct = evidence.filter(({ itemId, at }) => !seen.has(`${at} ${itemId}`) && seen.add(`${at} ${itemId}`));
  const { first, last } = evidenceKept;
  return distinct.length <= first + last ? distinct : [...distinct.slice(0, first), ...distinct.slice(-last)];
}

// Fractions may have unequal lengths: with the Z gone, text order is the order of time.
function earlier(a: string, b: string): boolean {
  return a.slice(0, -1) < b.slice(0, -1);
}

function maxBy<T>(items: readonly [T, T], rank: (item: T) => number): T {
  const [a, b] = items;
  return rank(b) > rank(a) ? b : a;
}
