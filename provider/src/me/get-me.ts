import type { getMe, TenantId } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import type { Reply } from "../http/mount.ts";

export async function me({ principal, tenantId }: RequestContext): Promise<Reply<typeof getMe>> {
  const { objectId, name, roles } = principal;
  return { data: { tenantId: tenantId as TenantId, objectId, name, roles: [...roles] } };
}
