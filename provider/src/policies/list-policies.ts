import type { listRetentionPolicies } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import type { Input, Reply } from "../http/mount.ts";
import { shownPolicy } from "./policy-store.ts";

export async function listPolicies(
  ctx: RequestContext,
  { query }: Input<typeof listRetentionPolicies>,
): Promise<Reply<typeof listRetentionPolicies>> {
  const { items, ...rest } = await ctx.deps.documents.list(ctx.tenantId, "retention-policy", query);
  return { data: { items: items.map(({ body, etag }) => shownPolicy(body, etag)), ...rest } };
}
