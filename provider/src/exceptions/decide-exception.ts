import type { decideException as decideEndpoint } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import type { Stored } from "../documents/document-store.ts";
import { AppError, notFound } from "../http/app-error.ts";
import { changedMeanwhile } from "../http/etag.ts";
import type { Input, Reply } from "../http/mount.ts";
import { markPatternUpdated } from "../incidents/mark-pattern-updated.ts";
import { personOf } from "../incidents/person-of.ts";
import { changeTenant } from "../tenants/change-tenant.ts";
import {
  exceptionsOf,
  findException,
  removeOver,
  type StoredException,
  shownException,
  writeException,
} from "./exception-store.ts";
import { replayPast } from "./replay-past.ts";

type Decision = Input<typeof decideEndpoint>;

/**
 * Accepts or rejects a proposal. It is replayed once more: what came since it was proposed counts too. An accepted one
 * goes into the bundle, and the incident that it came from becomes PatternUpdated.
 */
export async function decideException(
  ctx: RequestContext,
  { params, body, ifMatch }: Decision,
): Promise<Reply<typeof decideEndpoint>> {
  const stored = await findException(ctx.deps.documents, ctx.tenantId, params.id);
  if (stored === undefined) throw notFound("exception");
  if (stored.etag !== ifMatch) throw changedMeanwhile();
  const decided = await decidedAs(ctx, stored.body, body);
  const etag = body.decision === "accept" ? await accept(ctx, stored, decided) : await reject(ctx, stored, decided);
  if (body.decision === "accept" && decided.incidentId !== undefined) {
    await markPatternUpdated(ctx, decided.incidentId, `Exception ${decided.id} was accepted.`);
  }
  return { data: shownException(decided, etag), etag };
}

async function decidedAs(
  ctx: RequestContext,
  proposal: StoredException,
  { decision, acknowledgeHiddenAttacks }: Decision["body"],
): Promise<StoredException> {
  if (proposal.status !== "proposed") throw new AppError("conflict", `This exception is ${proposal.status} already.`);
  const decided = { ...proposal, decidedAt: ctx.now.toISOString(), decidedBy: personOf(ctx.principal) };
  if (decision === "reject") return { ...decided, status: "rejected" };
  if (Date.parse(proposal.expiresAt) <= ctx.now.getTime()) {
    throw new AppError("conflict", "This exception would have ended already. Propose another one.");
  }
  const replay = await replayPast(ctx, proposal);
  if (replay.confirmedAttacks > 0 && !acknowledgeHiddenAttacks) {
    const detail = `It would have hidden ${replay.confirmedAttacks} confirmed attack(s) in ${replay.days} days.`;
    throw new AppError("exception-hides-attacks", detail);
  }
  return { ...decided, status: "accepted", replay };
}

async function accept(ctx: RequestContext, read: Stored<StoredException>, decided: StoredException): Promise<string> {
  const [etag = ""] = await changeTenant(ctx, async (tenant) => {
    const all = await exceptionsOf(ctx.deps.documents, ctx.tenantId);
    return {
      tenant: { ...tenant, bundleVersion: tenant.bundleVersion + 1 },
      writes: [writeException(read, decided), ...removeOver(all, { now: ctx.now, raisesVersion: true })],
      conflict: changedMeanwhile,
    };
  });
  return etag;
}

async function reject(ctx: RequestContext, read: Stored<StoredException>, decided: StoredException): Promise<string> {
  const result = await ctx.deps.documents.commit(ctx.tenantId, [writeException(read, decided)]);
  if (!result.committed) throw changedMeanwhile();
  return result.etags[0] ?? "";
}
