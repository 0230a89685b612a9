import type { FilterStop } from "@logdoctor/shared-policies";
import type { DocumentStore, Stored, Write } from "../documents/document-store.ts";

/** A message to a team: which filters one report stopped, as it was then. */
export interface FilterCard {
  readonly id: string;
  readonly teamId: string;
  readonly at: string;
  readonly stops: readonly FilterStop[];
}

/** Longer than anybody looks back in a channel. */
const lifeMs = 120 * 24 * 3_600_000;

export function findFilterCard(
  documents: DocumentStore,
  tenantId: string,
  id: string,
): Promise<Stored<FilterCard> | undefined> {
  return documents.read(tenantId, "filter-card", id);
}

export function newFilterCard(body: FilterCard, now: Date): Write {
  const expiresAt = new Date(now.getTime() + lifeMs).toISOString();
  return { op: "create", kind: "filter-card", id: body.id, body, expiresAt };
}
