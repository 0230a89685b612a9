import type { getNotificationSettings } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import type { Reply } from "../http/mount.ts";
import { conversationsOf } from "./conversation-store.ts";
import { readNotifySettings } from "./notify-settings-store.ts";
import { shownSettings } from "./shown-settings.ts";

export async function getNotifySettings({
  deps,
  tenantId,
}: RequestContext): Promise<Reply<typeof getNotificationSettings>> {
  const read = await readNotifySettings(deps.documents, tenantId);
  const data = shownSettings(read, await conversationsOf(deps.documents, tenantId));
  return { data, etag: data.etag };
}
