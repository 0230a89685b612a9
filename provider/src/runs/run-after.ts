import type { AgentId, DetectOutcome, FilterOutcome, Run, RunReport, TenantId } from "@logdoctor/shared-policies";
import type { StoredRun } from "../documents/kinds.ts";
import { leanPrevent } from "./lean-prevent.ts";

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
  const { runId, finishedAt, continueAfter, policyHistory, detect, filter, prevent, ...rest } = attempt.report;
  const run: Run = {
    ...rest,
    ...(detect === undefined ? {} : { detect: lean(detect) }),
    ...(prevent === undefined ? {} : { prevent: leanPrevent(prevent) }),
    ...(filter === undefined ? {} : { filter: leanFilter(filter) }),
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

// Samples and certificates are kept by their tables.
function leanFilter(filter: FilterOutcome): FilterOutcome {
  const dryRuns = filter.dryRuns.map((run) => ({ ...run, rules: run.rules.map((rule) => ({ ...rule, samples: [] })) }));
  return { ...filter, dryRuns, certificates: filter.certificates.map((one) => ({ ...one, watchers: [] })) };
}

const shownPath = 200;

// Evidence is kept by the incidents; with it, a run of many findings would not fit into a document.
function lean(detect: DetectOutcome): DetectOutcome {
  const findings = detect.findings.map(({ userAgent, ...finding }) => ({
    ...finding,
    targetPath: finding.targetPath.slice(0, shownPath),
    itemIds: [],
    evidence: [],
  }));
  return { ...detect, findings };
}
