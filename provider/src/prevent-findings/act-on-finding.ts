import type { actOnFinding as endpoint } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import type { Input, Reply } from "../http/mount.ts";
import { personOf } from "../incidents/person-of.ts";
import { answerFinding } from "./answer-finding.ts";
import { namesOf } from "./names-of.ts";
import { shownFinding } from "./violation-store.ts";

export async function actOnFinding(
  ctx: RequestContext,
  { params, body, ifMatch }: Input<typeof endpoint>,
): Promise<Reply<typeof endpoint>> {
  const { deps, tenantId, principal, now } = ctx;
  const answer = { tenantId, id: params.id, ...body, actor: personOf(principal), now, ifMatch };
  const data = shownFinding(await answerFinding(deps, answer), await namesOf(ctx));
  return { data, etag: data.etag };
}
