import type { DetectionSeverity } from "./documents.ts";
import type { DetectionFinding } from "./finding.ts";

/** What is kept of every finding, to be counted in digests and replayed against exceptions. */
export interface FindingBrief {
  readonly id: string;
  readonly patternId: string;
  readonly severity: DetectionSeverity;
  readonly sourceIP: string;
  readonly targetPath: string;
  readonly host?: string | undefined;
  readonly userAgent?: string | undefined;
  readonly matchCount: number;
  /** The incident that it went into; none for MEDIUM and LOW. */
  readonly incidentId?: string;
}

// One more than an exception's longest value: what is cut off can change no test.
const kept = 501;

export function briefOf(finding: DetectionFinding, incidentId?: string): FindingBrief {
  const { id, patternId, severity, sourceIP, targetPath, host, userAgent, matchCount } = finding;
  return {
    id,
    patternId,
    severity,
    sourceIP,
    targetPath: targetPath.slice(0, kept),
    ...(host === undefined ? {} : { host }),
    ...(userAgent === undefined ? {} : { userAgent }),
    matchCount,
    ...(incidentId === undefined ? {} : { incidentId }),
  };
}

/** Whether a finding opens or updates an incident at once; the others wait for the weekly digest. */
export function opensIncident({ severity }: Pick<DetectionFinding, "severity">): boolean {
  return severity === "CRITICAL" || severity === "HIGH";
}
