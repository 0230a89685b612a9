import type { updateFilterSettings as endpoint } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { changedMeanwhile } from "../http/etag.ts";
import type { Input, Reply } from "../http/mount.ts";
import { changeTenant } from "../tenants/change-tenant.ts";
import {
  findFilterSettings,
  type StoredFilterSettings,
  shownFilterSettings,
  writeFilterSettings,
} from "./filter-settings-store.ts";

/** Replaces how filters are tried and watched, and with it raises the bundle version, in one transaction. */
export async function updateFilterSettings(
  ctx: RequestContext,
  { body: options, ifMatch }: Input<typeof endpoint>,
): Promise<Reply<typeof endpoint>> {
  const read = await findFilterSettings(ctx.deps.documents, ctx.tenantId);
  if (shownFilterSettings(read?.body).etag !== ifMatch) throw changedMeanwhile();
  const changed: StoredFilterSettings = {
    options,
    revision: (read?.body.revision ?? 0) + 1,
    changedAt: ctx.now.toISOString(),
    changedBy: ctx.principal.name,
  };
  await changeTenant(ctx, (tenant) => ({
    tenant: { ...tenant, bundleVersion: tenant.bundleVersion + 1 },
    writes: [writeFilterSettings(read, changed)],
    conflict: changedMeanwhile,
  }));
  const data = shownFilterSettings(changed);
  return { data, etag: data.etag };
}
