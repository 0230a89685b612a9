import { type getIncidentContext as contextEndpoint, suggestException, wafRules } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { notFound } from "../http/app-error.ts";
import type { Input, Reply } from "../http/mount.ts";
import { findIncident } from "./incident-store.ts";
import { similarCases } from "./similar-cases.ts";

/** What helps to judge an incident, and what a person may copy from it. */
export async function getIncidentContext(
  { deps, tenantId }: RequestContext,
  { params }: Input<typeof contextEndpoint>,
): Promise<Reply<typeof contextEndpoint>> {
  const stored = await findIncident(deps.documents, tenantId, params.id);
  if (stored === undefined) throw notFound("incident");
  const { incident } = stored.body;
  const { patternId } = incident;
  const similar = await similarCases(deps.documents, tenantId, { patternId, exceptId: incident.id });
  const tests = suggestException(incident);
  const suggested = tests === undefined ? {} : { suggestedException: { patternId, tests } };
  return { data: { similar, waf: wafRules(incident), ...suggested } };
}
