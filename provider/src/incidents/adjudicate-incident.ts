import { type adjudicateIncident as adjudicateEndpoint, settleVerdict } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import type { Input, Reply } from "../http/mount.ts";
import { changeIncident } from "./change-incident.ts";
import { personOf } from "./person-of.ts";

/** Settles what an incident was, and moves it along where the lifecycle has a way. */
export async function adjudicateIncident(
  { deps, tenantId, principal, now }: RequestContext,
  { params, body, ifMatch }: Input<typeof adjudicateEndpoint>,
): Promise<Reply<typeof adjudicateEndpoint>> {
  const step = { actor: personOf(principal), reason: body.reason, now };
  const data = await changeIncident(deps, {
    ...{ tenantId, id: params.id, ifMatch, now },
    decide: (incident) => settleVerdict(incident, body.verdict, step),
  });
  return { data, etag: data.etag };
}
