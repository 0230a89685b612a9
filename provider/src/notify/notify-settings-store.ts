import { type Incident, type NotificationSettings, NotifiedSeverity } from "@logdoctor/shared-policies";
import type { DocumentStore, Stored, Write } from "../documents/document-store.ts";

/** A tenant's wishes for notifications as they are stored. */
export interface NotifySettings extends Pick<NotificationSettings, "language" | "severities" | "responders"> {
  /** Post only to this team or channel, by its Teams id. */
  readonly team?: string | undefined;
  readonly webhook?: { readonly sealed: string; readonly host: string; readonly setAt: string } | undefined;
}

const id = "settings";
const defaults: NotifySettings = { language: "en", severities: NotifiedSeverity.options, responders: [] };

export interface ReadSettings {
  readonly body: NotifySettings;
  /** Undefined where nothing was ever set. */
  readonly etag: string | undefined;
}

export async function readNotifySettings(documents: DocumentStore, tenantId: string): Promise<ReadSettings> {
  const stored: Stored<NotifySettings> | undefined = await documents.read(tenantId, "notify-settings", id);
  if (stored === undefined) return { body: defaults, etag: undefined };
  // What was stored before there were severities to choose has none.
  return { ...stored, body: { ...defaults, ...stored.body } };
}

/** Whether people want to be told of an incident of this severity. */
export function isTold({ severity }: Pick<Incident, "severity">, { severities }: NotifySettings): boolean {
  return severities.some((one) => one === severity);
}

export function writeNotifySettings(etag: string | undefined, body: NotifySettings): Write {
  const document = { kind: "notify-settings", id, body } as const;
  return etag === undefined ? { op: "create", ...document } : { op: "replace", etag, ...document };
}
