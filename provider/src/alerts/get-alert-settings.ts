import type { getAlertSettings as endpoint } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import type { Reply } from "../http/mount.ts";
import { findAlertSettings, shownAlertSettings } from "./alert-settings-store.ts";

export async function getAlertSettings({ deps, tenantId }: RequestContext): Promise<Reply<typeof endpoint>> {
  const stored = await findAlertSettings(deps.documents, tenantId);
  const data = await shownAlertSettings(deps.documents, tenantId, stored?.body);
  return { data, etag: data.etag };
}
