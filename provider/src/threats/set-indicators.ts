import type { setThreatIndicators } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { changedMeanwhile } from "../http/etag.ts";
import type { Input, Reply } from "../http/mount.ts";
import { indicatorsEtag, readIndicators, type StoredIndicators, writeIndicators } from "./indicator-store.ts";

/** Replaces indicators that are still as the caller read them. Findings that come from now on are held against them. */
export async function setIndicators(
  ctx: RequestContext,
  { body, ifMatch }: Input<typeof setThreatIndicators>,
): Promise<Reply<typeof setThreatIndicators>> {
  const read = await readIndicators(ctx.deps.documents, ctx.tenantId);
  if (indicatorsEtag(read?.body) !== ifMatch) throw changedMeanwhile();
  const changed: StoredIndicators = {
    ...body,
    revision: (read?.body.revision ?? 0) + 1,
    changedAt: ctx.now.toISOString(),
    changedBy: ctx.principal.name,
  };
  const result = await ctx.deps.documents.commit(ctx.tenantId, [writeIndicators(read, changed)]);
  if (!result.committed) throw changedMeanwhile();
  return { data: body, etag: indicatorsEtag(changed) };
}
