import type { createSampling as endpoint, TenantId } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { newDocumentId } from "../documents/document-id.ts";
import { AppError } from "../http/app-error.ts";
import type { Input, Reply } from "../http/mount.ts";
import { changeTenant } from "../tenants/change-tenant.ts";
import { requireUnusedRate } from "./require-unused-rate.ts";
import { type StoredSamplingConfig, samplingOf, shownSampling, writeSampling } from "./sampling-store.ts";

/** Adds a rate of sampling, and with it raises the bundle version, in one transaction. */
export async function createSampling(
  ctx: RequestContext,
  { body }: Input<typeof endpoint>,
): Promise<Reply<typeof endpoint>> {
  const { deps, tenantId, now, principal } = ctx;
  const id = newDocumentId(body.targetCategory, deps.randomId());
  const config = { ...body, id, tenantId: tenantId as TenantId };
  const created: StoredSamplingConfig = {
    ...{ config, revision: 1, changedAt: now.toISOString(), changedBy: principal.name },
  };
  const max = deps.limits.filterRulesPerTenant;
  await changeTenant(ctx, async (tenant) => {
    await requireUnusedRate(ctx, [body]);
    const count = (await samplingOf(deps.documents, tenantId)).length;
    if (count >= max) throw new AppError("conflict", `A tenant may keep ${max} rates of sampling.`);
    return {
      tenant: { ...tenant, bundleVersion: tenant.bundleVersion + 1 },
      writes: [writeSampling(undefined, created)],
      conflict: () => new AppError("conflict", "A rate of this id exists. Try again."),
    };
  });
  const data = shownSampling(created);
  return { data, etag: data.etag };
}
