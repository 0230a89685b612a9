import { type Job, PolicyBundle, shouldIRun } from "@logdoctor/shared-policies";
import { compactVerify, importJWK } from "jose";
import type { TestApp } from "./test-app.ts";

/** The bundle that an agent gets now, by a lease on a job that the test does not use. Its signature is checked. */
export async function bundleOf(provider: TestApp, agent: string, job: Job = "retain"): Promise<PolicyBundle> {
  const body = { jobs: [job], instanceId: "instance-1", agentVersion: "0.1.0" };
  const { bundle } = (await provider.call(agent, shouldIRun, { body })).data;
  const [key] = provider.deps.bundleSigner.publicKeys.keys;
  if (bundle === undefined || key === undefined) throw new Error("No bundle came");
  const { payload } = await compactVerify(bundle, await importJWK(key, "EdDSA"));
  return PolicyBundle.parse(JSON.parse(new TextDecoder().decode(payload)));
}
