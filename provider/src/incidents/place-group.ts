import {
  type DetectionFinding,
  type IncidentRecord,
  isCounted,
  joinFinding,
  knows,
  moveIncident,
  openIncident,
  placeFinding,
  type Step,
} from "@logdoctor/shared-policies";
import type { Stored } from "../documents/document-store.ts";
import type { OutboxKind } from "../outbox/outbox-store.ts";

/** An incident of a group while findings are put into it. */
export interface Placed {
  readonly stored: Stored<IncidentRecord> | undefined;
  readonly record: IncidentRecord;
  /** What people are to be told; undefined where nothing changed. */
  readonly change: OutboxKind | undefined;
}

export interface Opener extends Step {
  readonly tenantId: string;
  readonly newId: () => string;
}

/** The incidents of one group after findings of a report, newest first. Findings that were counted before change nothing. */
export function placeAll(
  before: readonly Stored<IncidentRecord>[],
  findings: readonly DetectionFinding[],
  by: Opener,
): Placed[] {
  const start = before.map((stored): Placed => ({ stored, record: stored.body, change: undefined }));
  const inOrder = findings.toSorted((a, b) => Date.parse(a.firstSeen) - Date.parse(b.firstSeen));
  return inOrder.reduce((placed, finding) => place(placed, finding, by), start);
}

function place(placed: Placed[], finding: DetectionFinding, by: Opener): Placed[] {
  const known = placed.findIndex(({ record }) => knows(record, finding.id));
  const index = known >= 0 ? known : placed.findIndex((at) => placeFinding(at.record, finding, by.now) !== "open");
  const at = placed[index];
  if (at === undefined) return [opened(finding, by), ...placed];
  return isCounted(at.record, finding) ? placed : placed.with(index, joined(at, finding, by));
}

function opened(finding: DetectionFinding, { tenantId, newId, ...step }: Opener): Placed {
  const reason = `${finding.severity} finding of ${finding.patternId}`;
  const record = openIncident(finding, { id: newId(), tenantId, ...step, reason });
  return { stored: undefined, record, change: "opened" };
}

function joined({ stored, record, change }: Placed, finding: DetectionFinding, by: Opener): Placed {
  const after = joinFinding(record, finding);
  const incident = { ...after.incident, updatedAt: by.now.toISOString() };
  const reopened =
    placeFinding(record, finding, by.now) === "reopen" ? moveIncident(incident, "reopen", by) : undefined;
  if (reopened !== undefined) return { stored, record: { ...after, incident: reopened }, change: "reopened" };
  return { stored, record: { ...after, incident }, change: change ?? "updated" };
}
