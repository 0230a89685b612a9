import { type getPreventFinding as endpoint, measureSaving, trendOf } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { notFound } from "../http/app-error.ts";
import type { Input, Reply } from "../http/mount.ts";
import { namesOf } from "./names-of.ts";
import { latestPreventRuns } from "./prevent-run-store.ts";
import { findViolation, shownFinding } from "./violation-store.ts";

/** A month at four runs a day. */
const runsOfTrend = 120;

export async function getFinding(
  ctx: RequestContext,
  { params }: Input<typeof endpoint>,
): Promise<Reply<typeof endpoint>> {
  const { deps, tenantId } = ctx;
  const stored = await findViolation(deps.documents, tenantId, params.id);
  if (stored === undefined) throw notFound("finding");
  const { finding, transitions, alerts, actedAt } = stored.body;
  const runs = await latestPreventRuns(deps.documents, tenantId, runsOfTrend);
  const saving = actedAt === undefined ? undefined : measureSaving(finding, actedAt, runs);
  const data = {
    ...shownFinding(stored, await namesOf(ctx)),
    ...{ transitions, alerts, trend: trendOf(runs, finding) },
    ...(saving === undefined ? {} : { saving }),
  };
  return { data, etag: stored.etag };
}
