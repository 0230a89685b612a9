import { type getDigest as digestEndpoint, digestOf, type FindingBrief, weekAround } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { findingsBetween } from "../findings/finding-store.ts";
import type { Input, Reply } from "../http/mount.ts";

/** The findings of one week that opened no incident, by pattern. A finding belongs to the week of its report. */
export async function getDigest(
  { deps, tenantId, now }: RequestContext,
  { query }: Input<typeof digestEndpoint>,
): Promise<Reply<typeof digestEndpoint>> {
  const week = weekAround(query.weekOf === undefined ? now : new Date(query.weekOf));
  const keep = ({ incidentId }: FindingBrief): boolean => incidentId === undefined;
  const findings = await findingsBetween(deps.documents, tenantId, { ...week, keep });
  return { data: { from: week.from.toISOString(), to: week.to.toISOString(), patterns: digestOf(findings) } };
}
