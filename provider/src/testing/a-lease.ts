import { type Job, type Lease, shouldIRun } from "@logdoctor/shared-policies";
import type { TestApp } from "./test-app.ts";

/** What one poll for one job is answered: a lease, or the reason to wait. */
export async function poll(
  provider: TestApp,
  token: string,
  over: { readonly job?: Job; readonly instanceId?: string } = {},
): Promise<{ lease?: Lease; reason?: string; nextPollAt?: string }> {
  const { job = "retain", instanceId = "instance-1" } = over;
  const body = { jobs: [job], instanceId, agentVersion: "0.1.0" };
  const decision = (await provider.call(token, shouldIRun, { body })).data.decisions[0];
  if (decision?.decision === "run") return { lease: decision.lease };
  if (decision === undefined) throw new Error("No decision came back");
  return { reason: decision.reason, nextPollAt: decision.nextPollAt };
}

/** The lease that a poll is expected to get. */
export async function leased(...given: Parameters<typeof poll>): Promise<Lease> {
  const { lease, reason } = await poll(...given);
  if (lease === undefined) throw new Error(`Expected a lease, was told to wait: ${reason}`);
  return lease;
}
