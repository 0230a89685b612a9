import {
  type AgentId,
  cadenceMinutes,
  closeLease,
  decideLease,
  type Job,
  type JobDecision,
  type LeaseState,
  type LegalHold,
  type PolicyBundle,
  ProblemError,
  problemTable,
  type RunId,
  type RunReport,
} from "@logdoctor/shared-policies";
import type { ProviderClient } from "../provider/client.ts";
import type { Process } from "./faults.ts";

/** A provider in memory that uses the product's own lease rules. */
export interface FakeProvider {
  /** Of Retain. */
  lease: LeaseState | undefined;
  detectLease: LeaseState | undefined;
  preventLease: LeaseState | undefined;
  filterLease?: LeaseState;
  jobsOff: readonly Job[];
  bundle: PolicyBundle;
  holds: LegalHold[];
  away: boolean;
  readonly reports: Map<string, RunReport>;
  runs: number;
}

const leaseMs = 30 * 60_000;

/** The provider as one process reaches it. */
export function fakeProviderClient(provider: FakeProvider, process: Process, now: () => Date): ProviderClient {
  const reach = <T>(answer: () => T): Promise<T> =>
    process.call(() => {
      if (provider.away) throw new TypeError("fetch failed");
      return answer();
    });
  return {
    enrol: () => Promise.reject(new Error("not used here")),
    shouldIRun: ({ jobs, instanceId }) =>
      reach(() => {
        const decisions = jobs.map((job) => decide(provider, { job, instanceId, now: now() }));
        if (decisions.every(({ decision }) => decision === "wait")) return { decisions };
        const bundle = { ...provider.bundle, legalHolds: provider.holds };
        return { decisions, bundle: JSON.stringify(bundle) };
      }),
    renewLease: ({ runId, fence }) =>
      reach(() => {
        if (provider.lease?.runId !== runId || provider.lease.fence !== fence) throw problem("lease-superseded");
        const expiresAt = new Date(now().getTime() + leaseMs).toISOString();
        provider.lease = { ...provider.lease, expiresAt };
        return { expiresAt, legalHolds: provider.holds.filter((hold) => hold.releasedAt === undefined) };
      }),
    sendReport: (report) => reach(() => record(provider, report, now())),
  };
}

function leaseOf(provider: FakeProvider, job: Job): LeaseState | undefined {
  if (job === "prevent") return provider.preventLease;
  if (job === "filter") return provider.filterLease;
  return job === "detect" ? provider.detectLease : provider.lease;
}

function setLease(provider: FakeProvider, lease: LeaseState): void {
  if (lease.job === "detect") provider.detectLease = lease;
  else if (lease.job === "prevent") provider.preventLease = lease;
  else if (lease.job === "filter") provider.filterLease = lease;
  else provider.lease = lease;
}

function decide(provider: FakeProvider, of: { job: Job; instanceId: string; now: Date }): JobDecision {
  const { job } = of;
  if (job === "filter" && provider.bundle.policies.filter === undefined) {
    return {
      job,
      decision: "wait",
      nextPollAt: new Date(of.now.getTime() + 24 * 3_600_000).toISOString(),
      reason: "not-due",
    };
  }
  if (provider.jobsOff.includes(job)) {
    return { job, decision: "wait", nextPollAt: of.now.toISOString(), reason: "job-off" };
  }
  const newRunId = (): RunId => {
    provider.runs += 1;
    return `run_history${String(provider.runs).padStart(5, "0")}` as RunId;
  };
  const request = { ...of, agentId: "agt_testing00" as AgentId, cadenceMs: cadenceOf(job), leaseMs, newRunId };
  const decision = decideLease(leaseOf(provider, job), request);
  if (decision.decision === "wait") return { job, ...decision };
  setLease(provider, decision.next);
  return { job, decision: "run", lease: decision.lease };
}

function cadenceOf(job: Job): number {
  return cadenceMinutes[job].default * 60_000;
}

function record(provider: FakeProvider, report: RunReport, now: Date) {
  const key = `${report.runId}/${report.fence}`;
  const known = provider.reports.has(key);
  const lease = leaseOf(provider, report.job);
  if (!known && lease?.runId === report.runId && lease.fence === report.fence) {
    const finished = report.status === "succeeded";
    const next = finished ? Date.parse(lease.period.to) + cadenceOf(report.job) : now.getTime() + 60_000;
    setLease(provider, closeLease(lease, { finished, nextDueAt: new Date(next) }));
  } else if (!known) throw problem("lease-superseded");
  provider.reports.set(key, report);
  return {
    runId: report.runId,
    status: known ? ("already-recorded" as const) : ("recorded" as const),
    nextPollAt: now.toISOString(),
  };
}

function problem(code: "lease-superseded"): ProblemError {
  return new ProblemError({ type: code, code, detail: code, ...problemTable[code] });
}
