import type { updateSampling as endpoint } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { notFound } from "../http/app-error.ts";
import { changedMeanwhile } from "../http/etag.ts";
import type { Input, Reply } from "../http/mount.ts";
import { changeTenant } from "../tenants/change-tenant.ts";
import { requireUnusedRate } from "./require-unused-rate.ts";
import { findSampling, type StoredSamplingConfig, shownSampling, writeSampling } from "./sampling-store.ts";

/** Replaces a rate of sampling, and with it raises the bundle version, in one transaction. */
export async function updateSampling(
  ctx: RequestContext,
  { params, body, ifMatch }: Input<typeof endpoint>,
): Promise<Reply<typeof endpoint>> {
  const { deps, tenantId, now, principal } = ctx;
  const read = await findSampling(deps.documents, tenantId, params.id);
  if (read === undefined) throw notFound("rate of sampling");
  if (shownSampling(read.body).etag !== ifMatch) throw changedMeanwhile();
  const { id, tenantId: owner } = read.body.config;
  const changed: StoredSamplingConfig = {
    config: { ...body, id, tenantId: owner },
    revision: read.body.revision + 1,
    changedAt: now.toISOString(),
    changedBy: principal.name,
  };
  await changeTenant(ctx, async (tenant) => {
    await requireUnusedRate(ctx, [body, read.body.config]);
    return {
      tenant: { ...tenant, bundleVersion: tenant.bundleVersion + 1 },
      writes: [writeSampling(read, changed)],
      conflict: changedMeanwhile,
    };
  });
  const data = shownSampling(changed);
  return { data, etag: data.etag };
}
