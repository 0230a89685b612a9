import type { Incident, StoredIncident } from "@logdoctor/shared-policies";
import type { Deps } from "../deps.ts";
import { AppError, notFound } from "../http/app-error.ts";
import { changedMeanwhile } from "../http/etag.ts";
import { enqueue } from "../outbox/outbox-store.ts";
import { findIncident, shownIncident, writeIncident } from "./incident-store.ts";

const attempts = 5;

export interface IncidentChange {
  readonly tenantId: string;
  readonly id: string;
  /** ETag that the caller last saw. Without it the change is made to whatever the incident is by now. */
  readonly ifMatch?: string | undefined;
  readonly now: Date;
  /** @throws AppError for a change that the incident does not allow. */
  readonly decide: (incident: Incident) => Incident;
}

/**
 * Changes an incident and owes the notification of it in one transaction.
 * @throws AppError `not-found`, or `precondition-failed` where it is no longer as `ifMatch` says.
 */
export async function changeIncident(
  { documents, randomId }: Pick<Deps, "documents" | "randomId">,
  { tenantId, id, ifMatch, now, decide }: IncidentChange,
): Promise<StoredIncident> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const read = await findIncident(documents, tenantId, id);
    if (read === undefined) throw notFound("incident");
    if (ifMatch !== undefined && read.etag !== ifMatch) throw changedMeanwhile();
    const record = { ...read.body, incident: decide(read.body.incident) };
    const owed = enqueue({ id: `out_${randomId()}`, incidentId: id, kind: "moved", now });
    const result = await documents.commit(tenantId, [writeIncident(read, record, now), owed]);
    if (result.committed) return shownIncident(record, result.etags[0] ?? "");
    if (ifMatch !== undefined) throw changedMeanwhile();
  }
  throw new AppError("unavailable", "Too many changes at once. Try again.", { retryAfter: 1 });
}
