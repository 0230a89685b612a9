import { type PreventFinding, type PreventOutcome, type RunReport, sendReport } from "@logdoctor/shared-policies";
import { aPreventOutcome, aRunReport } from "@logdoctor/shared-policies/testing";
import { startDeskWorker } from "../alerts/desk-worker.ts";
import { leased } from "./a-lease.ts";
import type { TestApp } from "./test-app.ts";
import type { TestClock } from "./test-clock.ts";

/** The report of a run of Prevent that the agent holds the lease of: the six hours up to now. */
export async function preventReport(
  provider: TestApp & { readonly clock: TestClock },
  agent: string,
  findings: PreventFinding[],
  over: Partial<PreventOutcome> = {},
): Promise<RunReport> {
  const { runId, fence } = await leased(provider, agent, { job: "prevent" });
  const { retain: _, ...report } = aRunReport({ runId, fence, job: "prevent" });
  const now = provider.clock.now();
  const window = { from: new Date(now.getTime() - 6 * 3_600_000).toISOString(), to: now.toISOString() };
  return { ...report, prevent: aPreventOutcome(findings, { window, ...over }) };
}

/** Reports findings as one finished run, decides what is to be told, and moves on to when the next run is due. */
export async function reportPrevention(
  provider: TestApp & { readonly clock: TestClock },
  agent: string,
  findings: PreventFinding[],
  over: Partial<PreventOutcome> = {},
): Promise<void> {
  const body = await preventReport(provider, agent, findings, over);
  const { nextPollAt } = (await provider.call(agent, sendReport, { body })).data;
  await decide(provider);
  provider.clock.set(nextPollAt);
}

/** Decides for every tenant that has something to decide. The number of them. */
export function decide({ deps }: Pick<TestApp, "deps">): Promise<number> {
  const note = (error: unknown): never => {
    throw error;
  };
  return startDeskWorker(deps, { pollMs: 0, note }).drain();
}
