import { type DetectionFinding, type RunReport, sendReport } from "@logdoctor/shared-policies";
import { aDetectOutcome, aRunReport } from "@logdoctor/shared-policies/testing";
import { leased } from "./a-lease.ts";
import type { TestApp } from "./test-app.ts";

/** The report of a run of Detect that the agent holds the lease of, with these findings. */
export async function detectReport(provider: TestApp, agent: string, findings: DetectionFinding[]): Promise<RunReport> {
  const { runId, fence } = await leased(provider, agent, { job: "detect" });
  const { retain: _, ...report } = aRunReport({ runId, fence, job: "detect" });
  return { ...report, detect: aDetectOutcome(findings) };
}

/** Reports findings as one finished run, and moves on to when the next one is due. */
export async function reportFindings(
  provider: TestApp & { readonly clock: { readonly set: (iso: string) => void } },
  agent: string,
  findings: DetectionFinding[],
): Promise<void> {
  const body = await detectReport(provider, agent, findings);
  const { nextPollAt } = (await provider.call(agent, sendReport, { body })).data;
  provider.clock.set(nextPollAt);
}
