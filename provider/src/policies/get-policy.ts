import type { getRetentionPolicy } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { notFound } from "../http/app-error.ts";
import type { Input, Reply } from "../http/mount.ts";
import { findPolicy, shownPolicy } from "./policy-store.ts";

export async function getPolicy(
  ctx: RequestContext,
  { params }: Input<typeof getRetentionPolicy>,
): Promise<Reply<typeof getRetentionPolicy>> {
  const stored = await findPolicy(ctx.deps.documents, ctx.tenantId, params.id);
  if (stored === undefined) throw notFound("retention policy");
  return { data: shownPolicy(stored.body, stored.etag), etag: stored.etag };
}
