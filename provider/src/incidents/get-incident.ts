import type { getIncident as getEndpoint } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { notFound } from "../http/app-error.ts";
import type { Input, Reply } from "../http/mount.ts";
import { findIncident, shownIncident } from "./incident-store.ts";

export async function getIncident(
  { deps, tenantId }: RequestContext,
  { params }: Input<typeof getEndpoint>,
): Promise<Reply<typeof getEndpoint>> {
  const stored = await findIncident(deps.documents, tenantId, params.id);
  if (stored === undefined) throw notFound("incident");
  return { data: shownIncident(stored.body, stored.etag), etag: stored.etag };
}
