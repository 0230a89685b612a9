import { z } from "zod";
import { AgentId, Instant, RunId } from "./ids.ts";
import { Job } from "./job.ts";

/** The right to run one job for one tenant until `expiresAt`. A higher `fence` always supersedes a lower one. */
export const Lease = z.object({
  runId: RunId,
  job: Job,
  fence: z.int().positive(),
  expiresAt: Instant,
  period: z.object({ from: Instant, to: Instant }),
  missedPeriods: z.int().nonnegative(),
  resumed: z.boolean(),
});
export type Lease = z.infer<typeof Lease>;

/** What the provider stores per tenant and job. */
export const LeaseState = z.object({
  job: Job,
  runId: RunId,
  fence: z.int().positive(),
  agentId: AgentId,
  instanceId: z.string(),
  phase: z.enum(["running", "unfinished", "done"]),
  expiresAt: Instant,
  period: z.object({ from: Instant, to: Instant }),
  missedPeriods: z.int().nonnegative(),
  nextDueAt: Instant,
});
export type LeaseState = z.infer<typeof LeaseState>;

export type LeaseDecision =
  | { decision: "run"; lease: Lease; next: LeaseState; write: boolean }
  | { decision: "wait"; nextPollAt: Instant; reason: "not-due" | "leased-elsewhere" | "job-off" };

export interface LeaseRequest {
  readonly job: Job;
  readonly agentId: AgentId;
  /** One process of the agent; a retry by the same process gets its own lease again. */
  readonly instanceId: string;
  readonly now: Date;
  readonly cadenceMs: number;
  readonly leaseMs: number;
  readonly newRunId: () => RunId;
}

/**
 * Decides whether a job may run now. Pure: the caller stores `next` under the state's ETag when `write` is true.
 *
 * A crashed or unfinished run keeps its `runId` and period and gets a higher fence, so its successor resumes from the
 * run's journal. A new period starts where the last completed one ended, so that no gap goes unseen.
 */
export function decideLease(state: LeaseState | undefined, request: LeaseRequest): LeaseDecision {
  if (state === undefined) return grant(firstPeriod(request), request);
  const now = request.now.getTime();
  const expires = Date.parse(state.expiresAt);
  if (state.phase === "running" && expires > now) {
    if (state.instanceId !== request.instanceId) return wait(expires, now, "leased-elsewhere");
    return { decision: "run", lease: leaseOf(state), next: state, write: false };
  }
  if (state.phase === "running") return grant(successor(state), request);
  const due = Date.parse(state.nextDueAt);
  if (due > now) return wait(due, now, "not-due");
  return grant(state.phase === "unfinished" ? successor(state) : nextPeriod(state, request), request);
}

/** State after a report: done and due again one cadence after the run's period, or unfinished and due at `continueAfter`. */
export function closeLease(state: LeaseState, outcome: { finished: boolean; nextDueAt: Date }): LeaseState {
  return {
    ...state,
    phase: outcome.finished ? "done" : "unfinished",
    nextDueAt: outcome.nextDueAt.toISOString(),
  };
}

/** The lease that an agent sees of a stored state. */
export function leaseOf(state: LeaseState): Lease {
  const { runId, job, fence, expiresAt, period, missedPeriods } = state;
  return { runId, job, fence, expiresAt, period, missedPeriods, resumed: fence > 1 };
}

type Opening = Pick<LeaseState, "runId" | "fence" | "period" | "missedPeriods">;

function firstPeriod(request: LeaseRequest): Opening {
  const from = new Date(request.now.getTime() - request.cadenceMs).toISOString();
  return { runId: request.newRunId(), fence: 1, period: { from, to: request.now.toISOString() }, missedPeriods: 0 };
}

function nextPeriod(state: LeaseState, request: LeaseRequest): Opening {
  const from = Date.parse(state.period.to);
  const missed = Math.max(0, Math.floor((request.now.getTime() - from) / request.cadenceMs) - 1);
  const period = { from: state.period.to, to: request.now.toISOString() };
  return { runId: request.newRunId(), fence: 1, period, missedPeriods: missed };
}

function successor(state: LeaseState): Opening {
  return {
    runId: state.runId,
    fence: state.fence + 1,
    period: state.period,
    missedPeriods: state.missedPeriods,
  };
}

function grant(opening: Opening, request: LeaseRequest): LeaseDecision {
  const expiresAt = new Date(request.now.getTime() + request.leaseMs).toISOString();
  const { job, agentId, instanceId } = request;
  const next: LeaseState = { ...opening, job, agentId, instanceId, phase: "running", expiresAt, nextDueAt: expiresAt };
  return { decision: "run", lease: leaseOf(next), next, write: true };
}

function wait(until: number, now: number, reason: "not-due" | "leased-elsewhere"): LeaseDecision {
  return { decision: "wait", nextPollAt: new Date(Math.max(until, now + 1000)).toISOString(), reason };
}
