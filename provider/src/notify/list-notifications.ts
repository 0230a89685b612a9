import type { listNotifications as endpoint } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import type { Input, Reply } from "../http/mount.ts";

export async function listNotifications(
  { deps, tenantId }: RequestContext,
  { query: { state, ...page } }: Input<typeof endpoint>,
): Promise<Reply<typeof endpoint>> {
  const request = { ...page, newestFirst: true, tag: state };
  const { items, ...rest } = await deps.documents.list(tenantId, "outbox", request);
  return { data: { items: items.map(({ body }) => body), ...rest } };
}
