import type { renewLease } from "@logdoctor/shared-policies";
import type { AgentContext } from "../agents/as-agent.ts";
import { activeHolds } from "../holds/hold-store.ts";
import { AppError } from "../http/app-error.ts";
import type { Input, Reply } from "../http/mount.ts";
import { findLease, writeLease } from "./lease-store.ts";

/**
 * Extends a lease that no one took over and tells the holds that are active now. Holds are read after the write, so a
 * hold that was placed before the agent got its answer is in it.
 */
export async function renew(ctx: AgentContext, { body }: Input<typeof renewLease>): Promise<Reply<typeof renewLease>> {
  const { documents, leaseMs } = ctx.deps;
  const stored = await findLease(documents, ctx.tenantId, body.job);
  const state = stored?.body;
  if (state === undefined || !isHolder(state, body, ctx.agent.agentId)) throw superseded();
  const expiresAt = new Date(Math.max(Date.parse(state.expiresAt), ctx.now.getTime() + leaseMs)).toISOString();
  const result = await documents.commit(ctx.tenantId, [writeLease(stored, { ...state, expiresAt })]);
  if (!result.committed) throw superseded();
  return { data: { expiresAt, legalHolds: await activeHolds(documents, ctx.tenantId) } };
}

interface Claim {
  readonly runId: string;
  readonly fence: number;
}

function isHolder(state: Claim & { phase: string; agentId: string }, claim: Claim, agentId: string): boolean {
  const same = state.runId === claim.runId && state.fence === claim.fence && state.agentId === agentId;
  return same && state.phase === "running";
}

function superseded(): AppError {
  return new AppError(
    "lease-superseded",
    "This lease has ended or another run holds it. Remove nothing, and poll again.",
  );
}
