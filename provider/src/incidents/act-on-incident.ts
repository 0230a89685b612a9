import {
  type Actor,
  type actOnIncident as actEndpoint,
  type IncidentAction,
  moveIncident,
  type StoredIncident,
} from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import type { Deps } from "../deps.ts";
import { proposeForIncident } from "../exceptions/propose-for-incident.ts";
import { AppError } from "../http/app-error.ts";
import type { Input, Reply } from "../http/mount.ts";
import { changeIncident } from "./change-incident.ts";
import { personOf } from "./person-of.ts";

export interface IncidentStep {
  readonly tenantId: string;
  readonly id: string;
  readonly action: IncidentAction;
  readonly reason: string;
  readonly actor: Actor;
  readonly now: Date;
  /** ETag that the person saw; without it the step is taken from whatever state the incident is in by now. */
  readonly ifMatch?: string | undefined;
}

/**
 * Moves an incident along its lifecycle: the one way for the API and for cards.
 * @throws AppError `incident-state` where the lifecycle has no such step.
 */
export function stepIncident(
  deps: Pick<Deps, "documents" | "randomId">,
  { action, actor, reason, ...step }: IncidentStep,
): Promise<StoredIncident> {
  return changeIncident(deps, {
    ...step,
    decide: (incident) => {
      const moved = moveIncident(incident, action, { actor, reason, now: step.now });
      if (moved !== undefined) return moved;
      throw new AppError("incident-state", `An incident in the state ${incident.status} cannot take ${action}.`);
    },
  });
}

export async function actOnIncident(
  ctx: RequestContext,
  { params, body, ifMatch }: Input<typeof actEndpoint>,
): Promise<Reply<typeof actEndpoint>> {
  const { deps, tenantId, principal, now } = ctx;
  const step = { tenantId, id: params.id, ...body, actor: personOf(principal), now, ifMatch };
  const data = await stepIncident(deps, step);
  if (body.action === "falsePositive") await proposeForIncident(ctx, data);
  return { data, etag: data.etag };
}
