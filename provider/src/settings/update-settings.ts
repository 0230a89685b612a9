import { type SettingsChange, settingsOf, storedJobs, type updateSettings } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { changedMeanwhile } from "../http/etag.ts";
import type { Input, Reply } from "../http/mount.ts";
import { changeTenant } from "../tenants/change-tenant.ts";
import type { TenantSettings } from "../tenants/tenant-store.ts";
import { settingsEtag, shownSettings, writeChange } from "./settings-store.ts";

/** Replaces settings that are still as the caller read them, and keeps who did it, in one transaction. */
export async function changeSettings(
  ctx: RequestContext,
  { body, ifMatch }: Input<typeof updateSettings>,
): Promise<Reply<typeof updateSettings>> {
  let changed: TenantSettings | undefined;
  await changeTenant(ctx, (tenant) => {
    if (settingsEtag(tenant) !== ifMatch) throw changedMeanwhile();
    const change: SettingsChange = {
      revision: (tenant.settingsChange?.revision ?? 0) + 1,
      changedAt: ctx.now.toISOString(),
      changedBy: ctx.principal.name,
      objectId: ctx.principal.objectId,
      before: settingsOf(tenant),
      after: body,
    };
    const { revision, changedAt, changedBy } = change;
    changed = { ...tenant, ...storedJobs(tenant, body), settingsChange: { revision, changedAt, changedBy } };
    return { tenant: changed, writes: [writeChange(change)], conflict: changedMeanwhile };
  });
  if (changed === undefined) throw new Error("The settings were not decided on");
  const data = shownSettings(changed);
  return { data, etag: data.etag };
}
