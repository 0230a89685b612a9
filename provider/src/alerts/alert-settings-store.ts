import { type AlertSettings, type AlertSettingsInput, defaultAlertSettingsIn } from "@logdoctor/shared-policies";
import { agentsOf } from "../agents/agent-store.ts";
import type { DocumentStore, Stored, Write } from "../documents/document-store.ts";

/** Who is alerted and when, as a tenant set it, and who did so last. */
export interface StoredAlertSettings {
  readonly settings: AlertSettingsInput;
  readonly revision: number;
  readonly changedAt: string;
  readonly changedBy: string;
}

const id = "settings";

export function findAlertSettings(
  documents: DocumentStore,
  tenantId: string,
): Promise<Stored<StoredAlertSettings> | undefined> {
  return documents.read(tenantId, "alert-settings", id);
}

/** A tenant's settings, or what holds for one that set none. */
export async function alertSettingsOf(documents: DocumentStore, tenantId: string): Promise<AlertSettingsInput> {
  const stored = await findAlertSettings(documents, tenantId);
  return stored?.body.settings ?? defaultsOf(documents, tenantId);
}

/** What holds where a tenant's agents are. */
async function defaultsOf(documents: DocumentStore, tenantId: string): Promise<AlertSettingsInput> {
  const [first] = await agentsOf(documents, tenantId);
  return defaultAlertSettingsIn(first?.region);
}

export function writeAlertSettings(read: Stored<StoredAlertSettings> | undefined, body: StoredAlertSettings): Write {
  const document = { kind: "alert-settings", id, body } as const;
  return read === undefined ? { op: "create", ...document } : { op: "replace", etag: read.etag, ...document };
}

/** Settings as answers show them, with an ETag also where nothing was ever set. */
export async function shownAlertSettings(
  documents: DocumentStore,
  tenantId: string,
  stored: StoredAlertSettings | undefined,
): Promise<AlertSettings> {
  if (stored === undefined) return { ...(await defaultsOf(documents, tenantId)), etag: alertSettingsEtag(stored) };
  const { settings, changedAt, changedBy } = stored;
  return { ...settings, etag: alertSettingsEtag(stored), changedAt, changedBy };
}

export function alertSettingsEtag(stored: StoredAlertSettings | undefined): string {
  return `alerts-${stored?.revision ?? 0}`;
}
