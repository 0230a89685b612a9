import type { putSampling as endpoint, TenantId } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { AppError } from "../http/app-error.ts";
import { changedMeanwhile } from "../http/etag.ts";
import type { Input, Reply } from "../http/mount.ts";
import { changeTenant } from "../tenants/change-tenant.ts";
import {
  findSampling,
  newSampling,
  type StoredSamplingConfig,
  samplingOf,
  shownSampling,
  writeSampling,
} from "./sampling-store.ts";

/** Sets a rate of sampling, and with it raises the bundle version, in one transaction. */
export async function putSampling(
  ctx: RequestContext,
  { params, body, ifMatch }: Input<typeof endpoint>,
): Promise<Reply<typeof endpoint>> {
  const { deps, tenantId, now, principal } = ctx;
  const read = await findSampling(deps.documents, tenantId, params.id);
  const present = read === undefined ? newSampling : shownSampling(read.body).etag;
  if (present !== ifMatch) throw changedMeanwhile();
  const changed: StoredSamplingConfig = {
    config: { ...body, id: params.id, tenantId: tenantId as TenantId },
    revision: (read?.body.revision ?? 0) + 1,
    changedAt: now.toISOString(),
    changedBy: principal.name,
  };
  const max = deps.limits.filterRulesPerTenant;
  await changeTenant(ctx, async (tenant) => {
    const count = (await samplingOf(deps.documents, tenantId)).length;
    if (read === undefined && count >= max) throw new AppError("conflict", `A tenant may keep ${max} rates of sampling.`);
    return {
      tenant: { ...tenant, bundleVersion: tenant.bundleVersion + 1 },
      writes: [writeSampling(read, changed)],
      conflict: changedMeanwhile,
    };
  });
  const data = shownSampling(changed);
  return { data, etag: data.etag };
}
