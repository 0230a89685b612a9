import {
  type BundleEvent,
  type Job,
  type JobDecision,
  type Lease,
  type PolicyBundle,
  ProblemError,
  type RunReport,
} from "@logdoctor/shared-policies";
import type { Deps } from "./deps.ts";
import { detect, detectWithoutLease } from "./jobs/detect/detect.ts";
import { LeaseLost } from "./jobs/retain/ports.ts";
import { retain } from "./jobs/retain/retain.ts";
import { able, poll, wantedJobs } from "./poll.ts";
import { applyBundle } from "./provider/bundle.ts";
import { forgetBundle, keepBundle, keptBundle } from "./provider/kept-bundle.ts";
import { flushSpool, spoolReport } from "./provider/spool.ts";
import { reportable } from "./report-error.ts";

/** What one tick did: reports of the runs it made, and when it is worth asking again. */
export interface Tick {
  readonly reports: readonly RunReport[];
  readonly nextPollAt: Date;
  readonly unsent: number;
}

const pollAgainMs = 5 * 60_000;
/** Detect comes first, since attacks cannot wait for an archive; it may not use up the tick either. */
const detectBudgetMs = 8 * 60_000;
/** When Filter stops at the latest, counted from the start of the tick. */
const filterBudgetMs = 11 * 60_000;
/** When Prevent stops at the latest, counted from the start of the tick: Retain needs the rest. */
const preventBudgetMs = 13 * 60_000;

/**
 * One tick of the agent: send what waits, ask the provider, verify the bundle, run what may run, report. Called by the
 * Functions timer; it never throws for a provider that is away.
 */
export async function runOnce(deps: Deps): Promise<Tick> {
  const startedAt = deps.clock.now();
  await flushSpool(deps);
  const pollAgainAt = new Date(startedAt.getTime() + pollAgainMs);
  const wanted = wantedJobs(deps);
  if (wanted.length === 0) return idle(deps, pollAgainAt);
  const answer = await poll(deps);
  if (answer === "away" && wanted.includes("detect")) await detectMeanwhile(deps);
  const isFilterOff = typeof answer === "string" || answer.decisions.some((one) => isOff(one, "filter"));
  if (isFilterOff && wanted.includes("filter")) await filterMeanwhile(deps);
  if (typeof answer === "string") return idle(deps, pollAgainAt);
  if (answer.decisions.some((one) => isOff(one, "detect"))) await forgetBundle(deps);
  const leases = answer.decisions.flatMap((decision) => (decision.decision === "run" ? [decision.lease] : []));
  if (leases.length === 0 || answer.bundle === undefined) return idle(deps, earliest(answer.decisions, startedAt));
  const offered = { jws: answer.bundle, tenantId: deps.settings.tenantId, now: startedAt };
  const bundle = await applyBundle(offered, { verify: deps.verifyBundle, state: deps.state });
  if (bundle.accepted && wanted.includes("detect")) await keepBundle(deps, answer.bundle);
  // Nobody looks at what stands otherwise: a refused bundle is no reason to let it drop rows unwatched.
  if (!bundle.accepted && leases.some(({ job }) => job === "filter")) await filterMeanwhile(deps);
  const reports: RunReport[] = [];
  for (const lease of leases.toSorted(inOrder)) {
    const report = bundle.accepted
      ? await runJob(deps, { lease, bundle: bundle.bundle, events: bundle.events, tickAt: startedAt })
      : refusedReport(deps, { lease, events: bundle.events, refusal: bundle.refusal });
    if (report === undefined) continue;
    await spoolReport(deps, report);
    reports.push(report);
    // Whom an attack concerns is not to wait until the archive is done.
    if (report.job === "detect" && leases.length > 1) await flushSpool(deps);
  }
  const unsent = await flushSpool(deps);
  return { reports, nextPollAt: nextOf(reports, deps.clock.now()), unsent };
}

function isOff(decision: JobDecision, job: Job): boolean {
  return decision.job === job && decision.decision === "wait" && decision.reason === "job-off";
}

function inOrder(a: Lease, b: Lease): number {
  return able.indexOf(a.job) - able.indexOf(b.job);
}

/** Detect goes on while the provider is away; everything that could remove a row does not. */
async function detectMeanwhile(deps: Deps): Promise<void> {
  try {
    const bundle = await keptBundle(deps);
    if (bundle === undefined) return;
    await detectWithoutLease(deps, { bundle, deadline: deps.clock.now().getTime() + detectBudgetMs });
  } catch (error) {
    deps.log("detect.offline.failed", { error: String(error) });
  }
}

/** What stands in a data collection rule drops rows whether or not anybody leases: it is watched, and only ever taken out. */
async function filterMeanwhile(deps: Deps): Promise<void> {
  try {
    const { filterWithoutLease } = await import("./jobs/filter/filter.ts");
    await filterWithoutLease(deps);
  } catch (error) {
    deps.log("filter.offline.failed", { error: String(error) });
  }
}

interface JobInput {
  readonly lease: Lease;
  readonly bundle: PolicyBundle;
  readonly events: readonly BundleEvent[];
  /** When the tick began: all its jobs share one time budget. */
  readonly tickAt: Date;
}

/** Runs a job and turns whatever happens into its report. A lost lease makes no report: its successor will. */
async function runJob(deps: Deps, input: JobInput): Promise<RunReport | undefined> {
  const { lease, bundle } = input;
  const startedAt = deps.clock.now();
  const base = { ...reportBase(deps, input), startedAt: startedAt.toISOString(), bundleVersion: bundle.bundleVersion };
  try {
    const done = await runners[lease.job](deps, input);
    return { ...base, finishedAt: deps.clock.now().toISOString(), ...done };
  } catch (error) {
    deps.log("run.failed", { runId: lease.runId, error: String(error) });
    const errorMessage = reportable(error).slice(0, 1000);
    if (error instanceof LeaseLost) return undefined;
    return { ...base, finishedAt: deps.clock.now().toISOString(), status: "failed", errorMessage };
  }
}

type Done = Pick<RunReport, "status" | "continueAfter" | "retain" | "detect" | "prevent" | "filter">;

/** What each job does with its lease. */
const runners: Readonly<Record<Job, (deps: Deps, input: JobInput) => Promise<Done>>> = {
  detect: runDetect,
  prevent: runPrevent,
  retain: runRetain,
  filter: runFilter,
};

async function runRetain(deps: Deps, { lease, bundle, tickAt }: JobInput) {
  const deadline = tickAt.getTime() + deps.settings.timeBudgetMs;
  const renew = () => renewedHolds(deps, lease);
  const { status, outcome, continueAfter } = await retain(deps, { lease, bundle, deadline, renew });
  const goesOn = continueAfter === undefined ? {} : { continueAfter: continueAfter.toISOString() };
  return { status, ...goesOn, retain: outcome };
}

async function runDetect(deps: Deps, { lease, bundle, tickAt }: JobInput) {
  const deadline = tickAt.getTime() + Math.min(detectBudgetMs, deps.settings.timeBudgetMs);
  const { status, outcome } = await detect(deps, { lease, bundle, deadline });
  return { status, detect: outcome };
}

async function runPrevent(deps: Deps, { lease, bundle, tickAt }: JobInput) {
  const deadline = tickAt.getTime() + Math.min(preventBudgetMs, deps.settings.timeBudgetMs);
  const { prevent } = await import("./jobs/prevent/prevent.ts");
  const { status, outcome } = await prevent(deps, { lease, bundle, deadline });
  return { status, prevent: outcome };
}

async function runFilter(deps: Deps, { lease, bundle, tickAt }: JobInput) {
  const deadline = tickAt.getTime() + Math.min(filterBudgetMs, deps.settings.timeBudgetMs);
  const permit = async () => void (await renewedHolds(deps, lease));
  const { filter } = await import("./jobs/filter/filter.ts");
  const { status, outcome } = await filter(deps, { lease, bundle, deadline, permit });
  return { status, filter: outcome };
}

async function renewedHolds(deps: Deps, lease: Lease) {
  const { job, runId, fence } = lease;
  try {
    return (await deps.provider.renewLease({ job, runId, fence })).legalHolds;
  } catch (error) {
    const superseded = error instanceof ProblemError && error.problem.code === "lease-superseded";
    if (superseded) throw new LeaseLost(error.message);
    throw error;
  }
}

function reportBase(deps: Deps, of: { lease: Lease; events: readonly BundleEvent[] }) {
  const { runId, job, fence } = of.lease;
  return { runId, job, fence, agentVersion: deps.settings.agentVersion, policyHistory: [...of.events] };
}

function refusedReport(deps: Deps, of: { lease: Lease; events: readonly BundleEvent[]; refusal: string }): RunReport {
  const at = deps.clock.now().toISOString();
  const errorMessage = `The policy bundle was refused: ${of.refusal}`;
  return { ...reportBase(deps, of), startedAt: at, finishedAt: at, status: "refused", bundleVersion: 0, errorMessage };
}

async function idle(deps: Deps, nextPollAt: Date): Promise<Tick> {
  return { reports: [], nextPollAt, unsent: (await deps.state.list("spool/")).length };
}

function earliest(decisions: readonly JobDecision[], now: Date): Date {
  const waits = decisions.flatMap((one) => (one.decision === "wait" ? [Date.parse(one.nextPollAt)] : []));
  return new Date(Math.min(...waits, now.getTime() + 24 * 3_600_000));
}

function nextOf(reports: readonly RunReport[], now: Date): Date {
  const goesOn = reports.flatMap((report) =>
    report.continueAfter === undefined ? [] : [Date.parse(report.continueAfter)],
  );
  return new Date(Math.min(...goesOn, now.getTime() + pollAgainMs));
}
