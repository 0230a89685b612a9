import {
  type AgentId,
  closeLease,
  decideLease,
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
  lease: LeaseState | undefined;
  bundle: PolicyBundle;
  holds: LegalHold[];
  away: boolean;
  readonly reports: Map<string, RunReport>;
  runs: number;
}

const leaseMs = 30 * 60_000;
const cadenceMs = 24 * 3_600_000;

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
        const job = jobs[0] ?? "retain";
        const newRunId = (): RunId => {
          provider.runs += 1;
          return `run_history${String(provider.runs).padStart(5, "0")}` as RunId;
        };
        const agentId = "agt_testing00" as AgentId;
        const decision = decideLease(provider.lease, {
          job,
          agentId,
          instanceId,
          now: now(),
          cadenceMs,
          leaseMs,
          newRunId,
        });
        if (decision.decision === "wait") return { decisions: [{ job, ...decision }] };
        provider.lease = decision.next;
        const bundle = { ...provider.bundle, legalHolds: provider.holds };
        return {
          decisions: [{ job, decision: "run" as const, lease: decision.lease }],
          bundle: JSON.stringify(bundle),
        };
      }),
    renewLease: ({ runId, fence }) =>
      reach(() => {
        if (provider.lease?.runId !== runId || provider.lease.fence !== fence) throw problem("lease-superseded");
        const expiresAt = new Date(now().getTime() + leaseMs).toISOString();
        provider.lease = { ...provider.lease, expiresAt };
        return { expiresAt, legalHolds: provider.holds.filter((hold) => hold.releasedAt === undefined) };
      }),
    sendReport: (report) =>
      reach(() => {
        const key = `${report.runId}/${report.fence}`;
        const known = provider.reports.has(key);
        if (!known && provider.lease?.runId === report.runId && provider.lease.fence === report.fence) {
          const finished = report.status === "succeeded";
          const next = finished ? Date.parse(provider.lease.period.to) + cadenceMs : now().getTime() + 60_000;
          provider.lease = closeLease(provider.lease, { finished, nextDueAt: new Date(next) });
        } else if (!known) throw problem("lease-superseded");
        provider.reports.set(key, report);
        return {
          runId: report.runId,
          status: known ? ("already-recorded" as const) : ("recorded" as const),
          nextPollAt: now().toISOString(),
        };
      }),
  };
}

function problem(code: "lease-superseded"): ProblemError {
  return new ProblemError({ type: code, code, detail: code, ...problemTable[code] });
}
