import type { getSettings } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import type { Reply } from "../http/mount.ts";
import { readTenant } from "../tenants/tenant-store.ts";
import { shownSettings } from "./settings-store.ts";

/** Reads the settings of the caller's tenant; the defaults where none were ever set. */
export async function readSettings(ctx: RequestContext): Promise<Reply<typeof getSettings>> {
  const { body } = await readTenant(ctx.deps.documents, ctx.tenantId);
  const data = shownSettings(body);
  return { data, etag: data.etag };
}
