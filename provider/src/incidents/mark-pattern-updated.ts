import type { RequestContext } from "../context.ts";
import { AppError } from "../http/app-error.ts";
import { stepIncident } from "./act-on-incident.ts";
import { personOf } from "./person-of.ts";

/** Ends an incident that was found harmless, once its pattern was corrected. One in another state stays as it is. */
export async function markPatternUpdated(
  { deps, tenantId, principal, now }: RequestContext,
  id: string,
  reason: string,
): Promise<void> {
  try {
    await stepIncident(deps, { tenantId, id, action: "patternUpdated", reason, actor: personOf(principal), now });
  } catch (error) {
    const stays = error instanceof AppError && (error.code === "incident-state" || error.code === "not-found");
    if (!stays) throw error;
  }
}
