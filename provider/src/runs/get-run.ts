import type { getRun as getRunEndpoint } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { notFound } from "../http/app-error.ts";
import type { Input, Reply } from "../http/mount.ts";
import { findRun } from "./run-store.ts";

export async function getRun(
  ctx: RequestContext,
  { params }: Input<typeof getRunEndpoint>,
): Promise<Reply<typeof getRunEndpoint>> {
  const stored = await findRun(ctx.deps.documents, ctx.tenantId, params.runId);
  if (stored === undefined) throw notFound("run");
  return { data: stored.body.run };
}
