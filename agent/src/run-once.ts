import {
  type BundleEvent,
  type Job,
  type JobDecision,
  jobs,
  type Lease,
  type PolicyBundle,
  ProblemError,
  type RunReport,
} from "@logdoctor/shared-policies";
import type { Deps } from "./deps.ts";
import { LeaseLost } from "./jobs/retain/ports.ts";
import { retain } from "./jobs/retain/retain.ts";
import { applyBundle } from "./provider/bundle.ts";
import { flushSpool, spoolReport } from "./provider/spool.ts";
import { reportable } from "./report-error.ts";

/** What one tick did: reports of the runs it made, and when it is worth asking again. */
export interface Tick {
  readonly reports: readonly RunReport[];
  readonly nextPollAt: Date;
  readonly unsent: number;
}

/** Jobs that this version of the agent can do; it asks for no others. */
const able: readonly Job[] = ["retain"];
const pollAgainMs = 5 * 60_000;

/**
 * One tick of the agent: send what waits, ask the provider, verify the bundle, run what may run, report. Called by the
 * Functions timer; it never throws for a provider that is away.
 */
export async function runOnce(deps: Deps): Promise<Tick> {
  const startedAt = deps.clock.now();
  await flushSpool(deps);
  const answer = await poll(deps);
  if (answer === undefined) return idle(deps, new Date(startedAt.getTime() + pollAgainMs));
  const leases = answer.decisions.flatMap((decision) => (decision.decision === "run" ? [decision.lease] : []));
  if (leases.length === 0 || answer.bundle === undefined) return idle(deps, earliest(answer.decisions, startedAt));
  const offered = { jws: answer.bundle, tenantId: deps.settings.tenantId, now: startedAt };
  const bundle = await applyBundle(offered, { verify: deps.verifyBundle, state: deps.state });
  const reports: RunReport[] = [];
  for (const lease of leases) {
    const report = bundle.accepted
      ? await runJob(deps, { lease, bundle: bundle.bundle, events: bundle.events })
      : refusedReport(deps, { lease, events: bundle.events, refusal: bundle.refusal });
    if (report === undefined) continue;
    await spoolReport(deps, report);
    reports.push(report);
  }
  const unsent = await flushSpool(deps);
  return { reports, nextPollAt: nextOf(reports, deps.clock.now()), unsent };
}

async function poll(deps: Deps) {
  const { instanceId, agentVersion, ceiling } = deps.settings;
  const wanted = jobs.filter((job) => able.includes(job) && !ceiling.jobsOff.includes(job));
  if (wanted.length === 0) return undefined;
  const ask = () => deps.provider.shouldIRun({ jobs: [...wanted], instanceId, agentVersion });
  try {
    return await ask();
  } catch (error) {
    const unknown = error instanceof ProblemError && error.problem.code === "agent-not-enrolled";
    if (unknown && (await enrol(deps))) return await ask();
    deps.log("poll.failed", { error: error instanceof Error ? error.message : String(error) });
    return undefined;
  }
}

async function enrol(deps: Deps): Promise<boolean> {
  const { enrolmentCode, agentVersion, workspaceResourceId, region } = deps.settings;
  if (enrolmentCode === undefined) return false;
  const { agentId } = await deps.provider.enrol({ enrolmentCode, agentVersion, workspaceResourceId, region });
  deps.log("agent.enrolled", { agentId });
  return true;
}

interface JobInput {
  readonly lease: Lease;
  readonly bundle: PolicyBundle;
  readonly events: readonly BundleEvent[];
}

/** Runs a job and turns whatever happens into its report. A lost lease makes no report: its successor will. */
async function runJob(deps: Deps, input: JobInput): Promise<RunReport | undefined> {
  const { lease, bundle } = input;
  const startedAt = deps.clock.now();
  const base = { ...reportBase(deps, input), startedAt: startedAt.toISOString(), bundleVersion: bundle.bundleVersion };
  const deadline = startedAt.getTime() + deps.settings.timeBudgetMs;
  try {
    const renew = () => renewedHolds(deps, lease);
    const { status, outcome, continueAfter } = await retain(deps, { lease, bundle, deadline, renew });
    const goesOn = continueAfter === undefined ? {} : { continueAfter: continueAfter.toISOString() };
    return { ...base, finishedAt: deps.clock.now().toISOString(), status, ...goesOn, retain: outcome };
  } catch (error) {
    deps.log("run.failed", { runId: lease.runId, error: String(error) });
    const errorMessage = reportable(error).slice(0, 1000);
    if (error instanceof LeaseLost) return undefined;
    return { ...base, finishedAt: deps.clock.now().toISOString(), status: "failed", errorMessage };
  }
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
