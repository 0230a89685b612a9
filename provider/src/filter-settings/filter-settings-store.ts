import type { FilterPolicies, FilterSettings } from "@logdoctor/shared-policies";
import type { DocumentStore, Stored, Write } from "../documents/document-store.ts";

type Options = FilterPolicies["options"];

export interface StoredFilterSettings {
  readonly options: Options;
  readonly revision: number;
  readonly changedAt: string;
  readonly changedBy: string;
}

const id = "settings";
const defaults: Options = { dryRunDays: 7, dangerDropRate: 0.5, tolerance: 0.1, heldOutShare: 0.01 };

export function findFilterSettings(
  documents: DocumentStore,
  tenantId: string,
): Promise<Stored<StoredFilterSettings> | undefined> {
  return documents.read(tenantId, "filter-settings", id);
}

export async function filterOptionsOf(documents: DocumentStore, tenantId: string): Promise<Options> {
  return (await findFilterSettings(documents, tenantId))?.body.options ?? defaults;
}

export function writeFilterSettings(read: Stored<StoredFilterSettings> | undefined, body: StoredFilterSettings): Write {
  const document = { kind: "filter-settings", id, body } as const;
  return read === undefined ? { op: "create", ...document } : { op: "replace", etag: read.etag, ...document };
}

/** Settings as answers show them, with an ETag also where nothing was ever set. */
export function shownFilterSettings(stored: StoredFilterSettings | undefined): FilterSettings {
  return { ...(stored?.options ?? defaults), etag: `filter-settings-${stored?.revision ?? 0}` };
}
