import type { LegalHold } from "@logdoctor/shared-policies";
import { type DocumentStore, listAll, type Stored, type Write } from "../documents/document-store.ts";

export async function holdsOf(documents: DocumentStore, tenantId: string): Promise<LegalHold[]> {
  const stored = await listAll(documents, tenantId, "legal-hold");
  return stored.map((hold) => hold.body);
}

export async function activeHolds(documents: DocumentStore, tenantId: string): Promise<LegalHold[]> {
  const holds = await holdsOf(documents, tenantId);
  return holds.filter((hold) => hold.releasedAt === undefined);
}

export function findHold(
  documents: DocumentStore,
  tenantId: string,
  id: string,
): Promise<Stored<LegalHold> | undefined> {
  return documents.read(tenantId, "legal-hold", id);
}

export function createHold(hold: LegalHold): Write {
  return { op: "create", kind: "legal-hold", id: hold.id, body: hold };
}

export function replaceHold(etag: string, hold: LegalHold): Write {
  return { op: "replace", etag, kind: "legal-hold", id: hold.id, body: hold };
}
