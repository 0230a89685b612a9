import type { CadenceOverrides, Job } from "@logdoctor/shared-policies";
import type { DocumentStore, Stored, Write } from "../documents/document-store.ts";

/** What the provider keeps of a tenant as a whole. `bundleVersion` grows with every change that agents must learn of. */
export interface TenantSettings {
  readonly bundleVersion: number;
  readonly policyCount: number;
  readonly holdCount: number;
  readonly cadence: CadenceOverrides;
  readonly jobsOff: readonly Job[];
  /** Whether Filter has work: rules for agents, or something of ours left in Azure. Absent before the first. */
  readonly filtering?: boolean;
  /** The last change of cadence or jobs; policies and holds have ETags of their own. Absent before the first. */
  readonly settingsChange?: { readonly revision: number; readonly changedAt: string; readonly changedBy: string };
}

const settingsId = "settings";
const newTenant: TenantSettings = { bundleVersion: 1, policyCount: 0, holdCount: 0, cadence: {}, jobsOff: [] };

/** A tenant's settings; the defaults, without etag, for a tenant that was never changed. */
export async function readTenant(
  documents: DocumentStore,
  tenantId: string,
): Promise<Omit<Stored<TenantSettings>, "etag"> & { readonly etag: string | undefined }> {
  const stored = await documents.read(tenantId, "tenant", settingsId);
  return stored ?? { id: settingsId, etag: undefined, body: newTenant };
}

/** The write that changes settings as they were read; it fails when someone else changed them in between. */
export function writeTenant(read: { readonly etag: string | undefined }, body: TenantSettings): Write {
  const document = { kind: "tenant", id: settingsId, body } as const;
  return read.etag === undefined ? { op: "create", ...document } : { op: "replace", etag: read.etag, ...document };
}
