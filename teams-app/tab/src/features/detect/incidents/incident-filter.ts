import { DetectionSeverity, IncidentStatus } from "@logdoctor/shared-policies";
import type { IncidentFilter } from "../../../api/detect-queries.ts";

/** The filter that an address names; what it misspells is left out. */
export function incidentFilterOf(search: Record<string, unknown>): IncidentFilter {
  const status = IncidentStatus.safeParse(search["status"]);
  const severity = DetectionSeverity.safeParse(search["severity"]);
  return {
    ...(status.success ? { status: status.data } : {}),
    ...(severity.success ? { severity: severity.data } : {}),
  };
}
