import { type Settings, type SettingsChange, settingsOf } from "@logdoctor/shared-policies";
import type { Write } from "../documents/document-store.ts";
import type { TenantSettings } from "../tenants/tenant-store.ts";

/** ETag of the settings alone: a policy that is edited meanwhile does not change it. */
export function settingsEtag(tenant: TenantSettings): string {
  return `settings-${tenant.settingsChange?.revision ?? 0}`;
}

/** A tenant's settings as answers show them. */
export function shownSettings(tenant: TenantSettings): Settings {
  const { changedAt, changedBy } = tenant.settingsChange ?? {};
  const changed = changedAt === undefined || changedBy === undefined ? {} : { changedAt, changedBy };
  return { ...settingsOf(tenant), etag: settingsEtag(tenant), ...changed };
}

/** The write that keeps a change for audit. Its number is its id, so that no two changes can share one. */
export function writeChange(change: SettingsChange): Write {
  const id = `revision-${change.revision.toString().padStart(10, "0")}`;
  return { op: "create", kind: "settings-change", id, body: change };
}
