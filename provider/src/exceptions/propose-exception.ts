import type { ProposedException, proposeException as proposeEndpoint } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { newDocumentId } from "../documents/document-id.ts";
import { AppError, notFound } from "../http/app-error.ts";
import type { Input, Reply } from "../http/mount.ts";
import { findIncident } from "../incidents/incident-store.ts";
import { personOf } from "../incidents/person-of.ts";
import { changeTenant } from "../tenants/change-tenant.ts";
import { exceptionsOf, removeOver, type StoredException, shownException, writeException } from "./exception-store.ts";
import { replayPast } from "./replay-past.ts";

const dayMs = 24 * 3_600_000;

/** Stores a proposal with what it would have hidden. Agents learn nothing of it. */
export async function proposeException(
  ctx: RequestContext,
  { body }: Input<typeof proposeEndpoint>,
): Promise<Reply<typeof proposeEndpoint>> {
  if (!ctx.deps.patterns.some(({ id }) => id === body.patternId)) throw notFound("detection pattern");
  await requireIncident(ctx, body.incidentId);
  const data = await storeProposal(ctx, body, ctx.deps.randomId());
  return { data, etag: data.etag };
}

/** Stores a proposal under an id that `random` makes. @throws AppError `conflict` where that exists or there are too many. */
export async function storeProposal(
  ctx: RequestContext,
  { days, incidentId, ...asked }: Input<typeof proposeEndpoint>["body"],
  random: string,
): Promise<ProposedException> {
  const proposal: StoredException = {
    ...asked,
    id: newDocumentId(asked.patternId, random),
    expiresAt: new Date(ctx.now.getTime() + days * dayMs).toISOString(),
    status: "proposed",
    ...(incidentId === undefined ? {} : { incidentId }),
    createdAt: ctx.now.toISOString(),
    createdBy: personOf(ctx.principal),
    replay: await replayPast(ctx, asked),
  };
  const max = ctx.deps.limits.exceptionsPerTenant;
  const [etag = ""] = await changeTenant(ctx, async (tenant) => {
    const stored = await exceptionsOf(ctx.deps.documents, ctx.tenantId);
    const over = removeOver(stored, { now: ctx.now, raisesVersion: false });
    if (stored.length - over.length >= max) throw new AppError("conflict", `A tenant may keep ${max} exceptions.`);
    const conflict = (): AppError => new AppError("conflict", "An exception of this id exists. Try again.");
    return { tenant, writes: [writeException(undefined, proposal), ...over], conflict };
  });
  return shownException(proposal, etag);
}

async function requireIncident({ deps, tenantId }: RequestContext, id: string | undefined): Promise<void> {
  if (id === undefined) return;
  if ((await findIncident(deps.documents, tenantId, id)) === undefined) throw notFound("incident");
}
