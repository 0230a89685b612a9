import type { ThreatIndicator, ThreatIndicators } from "@logdoctor/shared-policies";
import type { DocumentStore, Stored, Write } from "../documents/document-store.ts";

/** A tenant's indicators as a whole, and who set them last. */
export interface StoredIndicators extends ThreatIndicators {
  readonly revision: number;
  readonly changedAt: string;
  readonly changedBy: string;
}

const listId = "list";

export function readIndicators(
  documents: DocumentStore,
  tenantId: string,
): Promise<Stored<StoredIndicators> | undefined> {
  return documents.read(tenantId, "threat-indicators", listId);
}

export async function indicatorsOf(documents: DocumentStore, tenantId: string): Promise<readonly ThreatIndicator[]> {
  return (await readIndicators(documents, tenantId))?.body.indicators ?? [];
}

export function writeIndicators(read: Stored<StoredIndicators> | undefined, body: StoredIndicators): Write {
  const document = { kind: "threat-indicators", id: listId, body } as const;
  return read === undefined ? { op: "create", ...document } : { op: "replace", etag: read.etag, ...document };
}

/** ETag of the list; one that was never set has one too. */
export function indicatorsEtag(stored: StoredIndicators | undefined): string {
  return `threats-${stored?.revision ?? 0}`;
}
