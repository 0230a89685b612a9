import type { listSettingsChanges } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import type { Input, Reply } from "../http/mount.ts";

export async function listChanges(
  ctx: RequestContext,
  { query }: Input<typeof listSettingsChanges>,
): Promise<Reply<typeof listSettingsChanges>> {
  const request = { ...query, newestFirst: true };
  const { items, ...rest } = await ctx.deps.documents.list(ctx.tenantId, "settings-change", request);
  return { data: { items: items.map(({ body }) => body), ...rest } };
}
