import { type getDigest as digestEndpoint, weekAround } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import type { Input, Reply } from "../http/mount.ts";
import { weekDigest } from "./week-digest.ts";

/** What one week's runs of Detect and Prevent have to tell. */
export async function getDigest(
  { deps, tenantId, now }: RequestContext,
  { query }: Input<typeof digestEndpoint>,
): Promise<Reply<typeof digestEndpoint>> {
  const week = weekAround(query.weekOf === undefined ? now : new Date(query.weekOf));
  const { patterns, prevent } = await weekDigest(deps.documents, tenantId, week);
  return { data: { from: week.from.toISOString(), to: week.to.toISOString(), patterns, prevent } };
}
