import { type AlertSettings, type AlertSettingsInput, defaultAlertSettings } from "@logdoctor/shared-policies";
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
  return (await findAlertSettings(documents, tenantId))?.body.settings ?? defaultAlertSettings;
}

export function writeAlertSettings(read: Stored<StoredAlertSettings> | undefined, body: StoredAlertSettings): Write {
  const document = { kind: "alert-settings", id, body } as const;
  return read === undefined ? { op: "create", ...document } : { op: "replace", etag: read.etag, ...document };
}

/** Settings as answers show them, with an ETag also where nothing was ever set. */
export function shownAlertSettings(stored: StoredAlertSettings | undefined): AlertSettings {
  if (stored === undefined) return { ...defaultAlertSettings, etag: "alerts-0" };
  const { settings, revision, changedAt, changedBy } = stored;
  return { ...settings, etag: `alerts-${revision}`, changedAt, changedBy };
}
