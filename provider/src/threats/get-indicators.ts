import type { getThreatIndicators } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import type { Reply } from "../http/mount.ts";
import { indicatorsEtag, readIndicators } from "./indicator-store.ts";

export async function getIndicators({ deps, tenantId }: RequestContext): Promise<Reply<typeof getThreatIndicators>> {
  const stored = await readIndicators(deps.documents, tenantId);
  return { data: { indicators: stored?.body.indicators ?? [] }, etag: indicatorsEtag(stored?.body) };
}
