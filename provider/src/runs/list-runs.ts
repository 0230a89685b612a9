import type { listRuns as listRunsEndpoint } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import type { Input, Reply } from "../http/mount.ts";

export async function listRuns(
  ctx: RequestContext,
  { query }: Input<typeof listRunsEndpoint>,
): Promise<Reply<typeof listRunsEndpoint>> {
  const { job, ...page } = query;
  const request = { ...page, newestFirst: true, tag: job };
  const { items, ...rest } = await ctx.deps.documents.list(ctx.tenantId, "run", request);
  return { data: { items: items.map(({ body }) => body.run), ...rest } };
}
