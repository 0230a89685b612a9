import type { AgentId } from "@logdoctor/shared-policies";
import { type DocumentStore, listAll, type Stored, type Write } from "../documents/document-store.ts";

/** A managed identity that may poll for its tenant; its document's id is the identity's object id. */
export interface EnrolledAgent {
  readonly agentId: AgentId;
  readonly objectId: string;
  readonly agentVersion: string;
  readonly workspaceResourceId: string;
  readonly region: string;
  readonly enrolledAt: string;
}

/** A one-time code; its document's id is the code's SHA-256, so that the code itself is nowhere stored. */
export interface EnrolmentCode {
  readonly createdBy: string;
  readonly expiresAt: string;
}

export function findAgent(
  documents: DocumentStore,
  tenantId: string,
  objectId: string,
): Promise<Stored<EnrolledAgent> | undefined> {
  return documents.read(tenantId, "agent", objectId);
}

export async function agentsOf(documents: DocumentStore, tenantId: string): Promise<EnrolledAgent[]> {
  const stored = await listAll(documents, tenantId, "agent");
  return stored.map((agent) => agent.body);
}

export function findCode(
  documents: DocumentStore,
  tenantId: string,
  codeHash: string,
): Promise<Stored<EnrolmentCode> | undefined> {
  return documents.read(tenantId, "enrolment-code", codeHash);
}

export function createCode(codeHash: string, body: EnrolmentCode): Write {
  return { op: "create", kind: "enrolment-code", id: codeHash, body, expiresAt: body.expiresAt };
}

/** Uses a code up and writes the agent, both or neither: of two calls with one code only one can pass. */
export function useCode(code: Stored<EnrolmentCode>, agent: EnrolledAgent): Write[] {
  return [
    { op: "delete", kind: "enrolment-code", id: code.id, etag: code.etag },
    { op: "put", kind: "agent", id: agent.objectId, body: agent },
  ];
}
