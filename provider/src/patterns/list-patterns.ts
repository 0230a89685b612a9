import type { listPatterns as listPatternsEndpoint } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import type { Reply } from "../http/mount.ts";
import { patternSettingsOf, shownPattern } from "./pattern-store.ts";

/** Every pattern that ships, with what the tenant set for it. */
export async function listPatterns({ deps, tenantId }: RequestContext): Promise<Reply<typeof listPatternsEndpoint>> {
  const stored = await patternSettingsOf(deps.documents, tenantId);
  const settings = new Map(stored.map(({ id, body }) => [id, body]));
  return { data: { items: deps.patterns.map((pattern) => shownPattern(pattern, tenantId, settings.get(pattern.id))) } };
}
