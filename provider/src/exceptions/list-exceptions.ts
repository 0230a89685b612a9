import type { listExceptions as listEndpoint } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import type { Input, Reply } from "../http/mount.ts";
import { shownException } from "./exception-store.ts";

/** Exceptions, proposed last first. */
export async function listExceptions(
  { deps, tenantId }: RequestContext,
  { query }: Input<typeof listEndpoint>,
): Promise<Reply<typeof listEndpoint>> {
  const request = { ...query, newestFirst: true };
  const { items, ...rest } = await deps.documents.list(tenantId, "pattern-exception", request);
  return { data: { items: items.map(({ body, etag }) => shownException(body, etag)), ...rest } };
}
