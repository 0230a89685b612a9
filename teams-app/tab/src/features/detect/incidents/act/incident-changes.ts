import type { Incident, IncidentTransition } from "@logdoctor/shared-policies";

export interface IncidentChanges {
  readonly steps: readonly IncidentTransition[];
  readonly verdict: Incident["verdict"];
  /** Matching requests that were added. */
  readonly requests: number;
}

type Version = Pick<Incident, "transitions" | "verdict" | "matchCount">;

/** What a newer version of an incident has that an older one had not. Its history only grows. */
export function incidentChanges(before: Version, after: Version): IncidentChanges {
  const { verdict } = after;
  const settled = verdict?.at !== before.verdict?.at || verdict?.verdict !== before.verdict?.verdict;
  return {
    steps: after.transitions.slice(before.transitions.length),
    verdict: settled ? verdict : undefined,
    requests: Math.max(0, after.matchCount - before.matchCount),
  };
}
