import { type adjudicateIncident as adjudicateEndpoint, settleVerdict } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { proposeForIncident } from "../exceptions/propose-for-incident.ts";
import type { Input, Reply } from "../http/mount.ts";
import { changeIncident } from "./change-incident.ts";
import { personOf } from "./person-of.ts";

/** Settles what an incident was, and moves it along where the lifecycle has a way. A harmless one proposes an exception. */
export async function adjudicateIncident(
  ctx: RequestContext,
  { params, body, ifMatch }: Input<typeof adjudicateEndpoint>,
): Promise<Reply<typeof adjudicateEndpoint>> {
  const { deps, tenantId, principal, now } = ctx;
  const step = { actor: personOf(principal), reason: body.reason, now };
  const data = await changeIncident(deps, {
    ...{ tenantId, id: params.id, ifMatch, now },
    decide: (incident) => settleVerdict(incident, body.verdict, step),
  });
  await proposeForIncident(ctx, data);
  return { data, etag: data.etag };
}
