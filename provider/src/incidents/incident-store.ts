import { hash } from "node:crypto";
import { type DetectionFinding, groupKey, type IncidentRecord, type StoredIncident } from "@logdoctor/shared-policies";
import type { DocumentStore, Stored, Write } from "../documents/document-store.ts";

/** Incidents are kept as long as runs, counted from their last change. */
const lifeMs = 400 * 24 * 3_600_000;
const incidentsOfGroup = 8;

/** Ids of the latest incidents of one pattern, source and account, newest first. */
export interface IncidentGroup {
  readonly incidentIds: readonly string[];
}

export function findIncident(
  documents: DocumentStore,
  tenantId: string,
  id: string,
): Promise<Stored<IncidentRecord> | undefined> {
  return documents.read(tenantId, "incident", id);
}

/** Lists follow the time of opening; they can be narrowed to one pattern. */
export function writeIncident(read: Stored<IncidentRecord> | undefined, body: IncidentRecord, now: Date): Write {
  const { id, patternId } = body.incident;
  const sort = incidentSort(body);
  const document = { kind: "incident", id, body, sort, tag: patternId, expiresAt: expiryAt(now) } as const;
  return read === undefined ? { op: "create", ...document } : { op: "replace", etag: read.etag, ...document };
}

export function incidentSort({ incident }: IncidentRecord): string {
  return `${incident.createdAt} ${incident.id}`;
}

/** Id of the group that a finding belongs to. */
export function groupIdOf(finding: DetectionFinding): string {
  return hash("sha256", groupKey(finding), "base64url");
}

export function findGroup(
  documents: DocumentStore,
  tenantId: string,
  id: string,
): Promise<Stored<IncidentGroup> | undefined> {
  return documents.read(tenantId, "incident-group", id);
}

/** The write of a group whose incidents are these, newest first. */
export function writeGroup(
  read: Stored<IncidentGroup> | undefined,
  { id, incidentIds }: IncidentGroup & { readonly id: string },
  now: Date,
): Write {
  const body = { incidentIds: incidentIds.slice(0, incidentsOfGroup) };
  const document = { kind: "incident-group", id, body, expiresAt: expiryAt(now) } as const;
  return read === undefined ? { op: "create", ...document } : { op: "replace", etag: read.etag, ...document };
}

/** An incident as answers show it. */
export function shownIncident({ incident }: IncidentRecord, etag: string): StoredIncident {
  return { ...incident, etag };
}

function expiryAt(now: Date): string {
  return new Date(now.getTime() + lifeMs).toISOString();
}
