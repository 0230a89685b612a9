import type { DetectionFinding } from "./finding.ts";
import { type IncidentRecord, knows } from "./incident-record.ts";
import { isClosed } from "./incident-state.ts";

const hour = 3_600_000;

/** Findings of one group that lie further apart than this are two incidents. */
export const groupWindowMs = 24 * hour;

/** For how long new findings open a resolved incident again; after that they are a new one. */
export const reopenWindowMs = 7 * 24 * hour;

/** For how long findings like those that a person found harmless are only counted. */
export const quietWindowMs = 24 * hour;

/** Steps that an incident can record. The last ones are kept for people: findings open another incident by then. */
const stepsForFindings = 150;

type Grouped = Pick<DetectionFinding, "patternId" | "sourceIP" | "account" | "host" | "targetPath" | "entity">;

/**
 * What findings of one incident have in common: the pattern, and the source or, for patterns by account, the account, or,
 * for patterns by path, host and path; the host where nothing else is known.
 */
export function groupKey({ patternId, ...of }: Grouped): string {
  const [by, value] = Object.entries(candidatesOf(of)).find(([, text]) => text !== "") ?? ["host", ""];
  return JSON.stringify([patternId, by, value.toLowerCase()]);
}

function candidatesOf({ sourceIP, account = "", host = "", targetPath, entity }: Omit<Grouped, "patternId">) {
  if (entity === "path") return { path: `//${host}${targetPath}` };
  return entity === "account" ? { account, sourceIP, host } : { sourceIP, account, host };
}

/** Whether a finding opens an incident of its own, joins its group's latest one, or opens that one again. */
export function placeFinding(
  latest: IncidentRecord | undefined,
  finding: DetectionFinding,
  now: Date,
): "open" | "join" | "reopen" {
  if (latest === undefined) return "open";
  if (knows(latest, finding.id)) return "join";
  const { incident } = latest;
  if (!isClosed(incident.status)) return gapMs(incident, finding) <= groupWindowMs ? "join" : "open";
  const closedAt = Date.parse(incident.transitions.at(-1)?.at ?? incident.updatedAt);
  const sinceMs = now.getTime() - closedAt;
  if (incident.status !== "Resolved") {
    const worse = finding.severity === "CRITICAL" && incident.severity !== "CRITICAL";
    return sinceMs <= quietWindowMs && !worse ? "join" : "open";
  }
  // What happened before someone resolved it is no news, however late it is reported.
  if (Date.parse(finding.lastSeen) <= closedAt && gapMs(incident, finding) <= groupWindowMs) return "join";
  const canRecord = incident.transitions.length < stepsForFindings;
  return sinceMs <= reopenWindowMs && canRecord ? "reopen" : "open";
}

type Span = Pick<DetectionFinding, "firstSeen" | "lastSeen">;

function gapMs(a: Span, b: Span): number {
  const after = Date.parse(b.firstSeen) - Date.parse(a.lastSeen);
  const before = Date.parse(a.firstSeen) - Date.parse(b.lastSeen);
  return Math.max(0, after, before);
}
