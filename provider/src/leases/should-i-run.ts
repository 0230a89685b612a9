import {
  cadenceOf,
  decideLease,
  type Job,
  type JobDecision,
  type RunId,
  type shouldIRun,
} from "@logdoctor/shared-policies";
import type { AgentContext } from "../agents/as-agent.ts";
import { signedBundle } from "../bundle/signed-bundle.ts";
import { AppError } from "../http/app-error.ts";
import type { Input, Reply } from "../http/mount.ts";
import { readTenant, type TenantSettings } from "../tenants/tenant-store.ts";
import { findLease, writeLease } from "./lease-store.ts";

const attempts = 5;
/** How soon an agent looks again whether a job that is off was switched on. */
const offPollMs = 15 * 60_000;

/** Decides each job that is asked for. A decision to wait reads only; a lease is on the disk before it is answered. */
export async function decide(ctx: AgentContext, { body }: Input<typeof shouldIRun>): Promise<Reply<typeof shouldIRun>> {
  const { body: tenant } = await readTenant(ctx.deps.documents, ctx.tenantId);
  const jobs = body.jobs.filter((job, index) => body.jobs.indexOf(job) === index);
  const decisions = await Promise.all(jobs.map((job) => decideJob(ctx, tenant, { job, instanceId: body.instanceId })));
  if (decisions.every((decision) => decision.decision === "wait")) return { data: { decisions } };
  return { data: { decisions, bundle: await signedBundle(ctx, tenant) } };
}

interface Wish {
  readonly job: Job;
  readonly instanceId: string;
}

async function decideJob(ctx: AgentContext, tenant: TenantSettings, wish: Wish): Promise<JobDecision> {
  const { job } = wish;
  if (tenant.jobsOff.includes(job)) {
    const nextPollAt = new Date(ctx.now.getTime() + offPollMs).toISOString();
    return { job, decision: "wait", nextPollAt, reason: "job-off" };
  }
  if (job === "filter" && tenant.filtering !== true) {
    const nextPollAt = new Date(ctx.now.getTime() + cadenceOf(job, tenant.cadence)).toISOString();
    return { job, decision: "wait", nextPollAt, reason: "not-due" };
  }
  for (let attempt = 0; attempt < attempts; attempt++) {
    const stored = await findLease(ctx.deps.documents, ctx.tenantId, job);
    const decision = decideLease(stored?.body, requestOf(ctx, tenant, wish));
    if (decision.decision === "wait") return { job, ...decision };
    if (!decision.write) return { job, decision: "run", lease: decision.lease };
    const result = await ctx.deps.documents.commit(ctx.tenantId, [writeLease(stored, decision.next)]);
    if (result.committed) return { job, decision: "run", lease: decision.lease };
  }
  throw new AppError("unavailable", "Too many instances ask for this job at once. Try again.", { retryAfter: 1 });
}

function requestOf(ctx: AgentContext, tenant: TenantSettings, wish: Wish): Parameters<typeof decideLease>[1] {
  return {
    ...wish,
    agentId: ctx.agent.agentId,
    now: ctx.now,
    cadenceMs: cadenceOf(wish.job, tenant.cadence),
    leaseMs: ctx.deps.leaseMs,
    newRunId: () => `run_${ctx.deps.randomId()}` as RunId,
  };
}
