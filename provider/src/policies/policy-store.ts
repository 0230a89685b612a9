import type { RetentionPolicy, StoredRetentionPolicy } from "@logdoctor/shared-policies";
import { type DocumentStore, listAll, type Stored, type Write } from "../documents/document-store.ts";

export function findPolicy(
  documents: DocumentStore,
  tenantId: string,
  id: string,
): Promise<Stored<RetentionPolicy> | undefined> {
  return documents.read(tenantId, "retention-policy", id);
}

export async function policiesOf(documents: DocumentStore, tenantId: string): Promise<RetentionPolicy[]> {
  const stored = await listAll(documents, tenantId, "retention-policy");
  return stored.map((policy) => policy.body);
}

export function createPolicy(policy: RetentionPolicy): Write {
  return { op: "create", kind: "retention-policy", id: policy.id, body: policy };
}

export function replacePolicy(etag: string, policy: RetentionPolicy): Write {
  return { op: "replace", etag, kind: "retention-policy", id: policy.id, body: policy };
}

export function deletePolicy(etag: string, id: string): Write {
  return { op: "delete", etag, kind: "retention-policy", id };
}

/** A policy as lists and answers show it. */
export function shownPolicy(body: RetentionPolicy, etag: string): StoredRetentionPolicy {
  return { ...body, etag };
}
