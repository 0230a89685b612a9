import type { SamplingConfig, StoredSampling } from "@logdoctor/shared-policies";
import { type DocumentStore, listAll, type Stored, type Write } from "../documents/document-store.ts";

export interface StoredSamplingConfig {
  readonly config: SamplingConfig;
  readonly revision: number;
  readonly changedAt: string;
  readonly changedBy: string;
}

export function findSampling(
  documents: DocumentStore,
  tenantId: string,
  id: string,
): Promise<Stored<StoredSamplingConfig> | undefined> {
  return documents.read(tenantId, "sampling", id);
}

/** Rates of a tenant, in the order of their ids. */
export function samplingOf(documents: DocumentStore, tenantId: string): Promise<Stored<StoredSamplingConfig>[]> {
  return listAll(documents, tenantId, "sampling");
}

export function writeSampling(read: Stored<StoredSamplingConfig> | undefined, body: StoredSamplingConfig): Write {
  const document = { kind: "sampling", id: body.config.id, body } as const;
  return read === undefined ? { op: "create", ...document } : { op: "replace", etag: read.etag, ...document };
}

export function shownSampling({ config, revision }: StoredSamplingConfig): StoredSampling {
  return { ...config, etag: `sampling-${revision}` };
}
