import type { Agent } from "@logdoctor/agent/runner";
import type { LocalAzure } from "@logdoctor/local-azure";
import type { RunReport } from "@logdoctor/shared-policies";
import type { Progress } from "./progress.ts";

/** Attempts of one run after which something must be wrong. */
const maxAttempts = 40;
const minuteMs = 60_000;

export interface Runner {
  readonly name: string;
  readonly agent: Agent;
  /** Called after an attempt, for instance to note which rows are left. */
  readonly afterAttempt: () => Promise<void>;
  /** Called for each run of which an attempt has ended. */
  readonly onReport?: (report: RunReport) => void;
}

/**
 * Ticks each agent until its Retain run has finished. A run that waits, for a quota say, goes on at once: the local
 * Azure's clock is put forward to the time that the agent named. Throws when a run fails or never ends.
 */
export async function runRetain(azure: LocalAzure, runners: readonly Runner[], progress: Progress): Promise<void> {
  let open = runners;
  for (let attempt = 1; open.length > 0; attempt++) {
    if (attempt > maxAttempts) throw new Error(`Retain did not finish in ${maxAttempts} attempts: ${namesOf(open)}.`);
    const goOnAt: number[] = [];
    const unfinished: Runner[] = [];
    for (const runner of open) {
      const next = await attemptOf(runner, progress);
      if (next === undefined) continue;
      unfinished.push(runner);
      goOnAt.push(next);
    }
    open = unfinished;
    if (open.length > 0) putForward(azure, Math.min(...goOnAt), progress);
  }
}

/** One turn of every agent's timer, as the Functions host would give it: one that fails does not stop the others. */
export async function tickAll(runners: readonly Runner[], progress: Progress): Promise<void> {
  for (const { name, agent, afterAttempt, onReport } of runners) {
    try {
      const { reports } = await agent.tick();
      if (reports.length > 0) await afterAttempt();
      for (const report of reports) onReport?.(report);
      for (const { job, runId, status } of reports) progress.step(`${name}: ${job} run ${runId} ${status}.`);
    } catch (cause) {
      progress.step(
        `${name}: this turn failed, the next comes in five minutes: ${cause instanceof Error ? cause.message : String(cause)}`,
      );
    }
  }
}

/** One tick. Returns when the run goes on, or undefined when it has ended or none was due. */
async function attemptOf(runner: Runner, progress: Progress): Promise<number | undefined> {
  progress.step(`${runner.name}: the agent asks the provider and runs what is due ...`);
  const tick = await runner.agent.tick();
  await runner.afterAttempt();
  for (const one of tick.reports) runner.onReport?.(one);
  const report = tick.reports.find(({ job }) => job === "retain");
  if (report === undefined) {
    progress.step(`${runner.name}: no run is due before ${tick.nextPollAt.toISOString()}.`);
    return undefined;
  }
  if (report.status === "failed" || report.status === "refused") {
    const reasons = report.retain?.tables.map(({ errorMessage }) => errorMessage).filter((one) => one !== undefined);
    throw new Error(
      `${runner.name}: the run ${report.status}: ${report.errorMessage ?? reasons?.join("; ") ?? "no reason given"}`,
    );
  }
  return report.continueAfter === undefined ? undefined : Date.parse(report.continueAfter);
}

function putForward(azure: LocalAzure, until: number, progress: Progress): void {
  const ms = Math.max(0, until - azure.clock.nowMs()) + 1_000;
  const minutes = Math.ceil(ms / minuteMs);
  progress.step(
    `A run goes on in ${minutes} minutes (Azure takes ten Delete Data requests an hour): the local clock is put forward.`,
  );
  azure.clock.advance(ms);
}

function namesOf(runners: readonly Runner[]): string {
  return runners.map(({ name }) => name).join(", ");
}
