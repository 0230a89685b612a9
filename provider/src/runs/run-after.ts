import type { AgentId, Run, RunReport, TenantId } from "@logdoctor/shared-policies";
import type { StoredRun } from "../documents/kinds.ts";

/** Attempts whose reports are known again when they come twice; older ones are long superseded. */
const reportsRemembered = 100;

/** Events of bundles kept of a run; an attempt brings three. */
const eventsKept = 300;

export interface Attempt {
  readonly report: RunReport;
  readonly digest: string;
  readonly tenantId: string;
  readonly agentId: AgentId;
}

/** A run after one more attempt: the figures are those of this attempt, the start is that of the first. */
export function runAfter(before: StoredRun | undefined, attempt: Attempt): StoredRun {
  const { runId, finishedAt, continueAfter, policyHistory, ...rest } = attempt.report;
  const run: Run = {
    ...rest,
    id: runId,
    tenantId: attempt.tenantId as TenantId,
    agentId: attempt.agentId,
    attempts: (before?.run.attempts ?? 0) + 1,
    startedAt: before?.run.startedAt ?? rest.startedAt,
    executedAt: finishedAt,
    policyHistory: [...(before?.run.policyHistory ?? []), ...policyHistory].slice(-eventsKept),
  };
  const kept = Object.entries(before?.reports ?? {}).slice(1 - reportsRemembered);
  return { run, reports: { ...Object.fromEntries(kept), [attempt.report.fence]: attempt.digest } };
}
