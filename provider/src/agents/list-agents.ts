import { type AgentView, jobs, type LeaseState, type listAgents } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import type { Reply } from "../http/mount.ts";
import { findLease } from "../leases/lease-store.ts";
import { agentsOf, type EnrolledAgent } from "./agent-store.ts";

/** The tenant's agents, each with the state of the jobs that it ran last. */
export async function agents(ctx: RequestContext): Promise<Reply<typeof listAgents>> {
  const leases = await Promise.all(jobs.map((job) => findLease(ctx.deps.documents, ctx.tenantId, job)));
  const states = leases.flatMap((lease) => (lease === undefined ? [] : [lease.body]));
  const enrolled = await agentsOf(ctx.deps.documents, ctx.tenantId);
  return { data: { items: enrolled.map((agent) => viewOf(agent, states)) } };
}

function viewOf(agent: EnrolledAgent, states: readonly LeaseState[]): AgentView {
  const own = states.filter((state) => state.agentId === agent.agentId);
  return {
    ...agent,
    jobs: jobs.map((job) => {
      const state = own.find((candidate) => candidate.job === job);
      if (state === undefined) return { job, phase: "never-ran" };
      return { job, phase: state.phase, nextDueAt: state.nextDueAt, runId: state.runId };
    }),
  };
}
