import type { PatternSettings, setPattern as setPatternEndpoint } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { notFound } from "../http/app-error.ts";
import { changedMeanwhile } from "../http/etag.ts";
import type { Input, Reply } from "../http/mount.ts";
import { changeTenant } from "../tenants/change-tenant.ts";
import {
  findPatternSettings,
  patternEtag,
  type StoredPatternSettings,
  shownPattern,
  writePatternSettings,
} from "./pattern-store.ts";

/** Switches a pattern or sets its threshold, and with it raises the bundle version, in one transaction. */
export async function setPattern(
  ctx: RequestContext,
  { params, body, ifMatch }: Input<typeof setPatternEndpoint>,
): Promise<Reply<typeof setPatternEndpoint>> {
  const pattern = ctx.deps.patterns.find(({ id }) => id === params.id);
  if (pattern === undefined) throw notFound("detection pattern");
  const read = await findPatternSettings(ctx.deps.documents, ctx.tenantId, pattern.id);
  if (patternEtag(read?.body) !== ifMatch) throw changedMeanwhile();
  const settings: PatternSettings = { patternId: pattern.id, ...body };
  const changed: StoredPatternSettings = {
    settings,
    revision: (read?.body.revision ?? 0) + 1,
    changedAt: ctx.now.toISOString(),
    changedBy: ctx.principal.name,
  };
  await changeTenant(ctx, (tenant) => ({
    tenant: { ...tenant, bundleVersion: tenant.bundleVersion + 1 },
    writes: [writePatternSettings(read, changed)],
    conflict: changedMeanwhile,
  }));
  const data = shownPattern(pattern, ctx.tenantId, changed);
  return { data, etag: data.etag };
}
