import {
  createRetentionPolicy,
  getRun,
  getSavings,
  listAgents,
  listRuns,
  PolicyBundle,
  renewLease,
  sendReport,
  shouldIRun,
} from "@logdoctor/shared-policies";
import { aPolicyInput, aRunReport, testTenant } from "@logdoctor/shared-policies/testing";
import { compactVerify, createLocalJWKSet } from "jose";
import { expect, test } from "vitest";
import { testApp } from "./testing/index.ts";

const poll = { jobs: ["retain" as const], instanceId: "instance-1", agentVersion: "0.1.0" };

test("a policy is made, polled, run, reported and seen", async () => {
  const provider = await testApp();
  const admin = await provider.admin();
  const agent = await provider.enrolled();
  const created = await provider.call(admin, createRetentionPolicy, { body: aPolicyInput() });

  const polled = await provider.call(agent, shouldIRun, { body: poll });
  const decision = polled.data.decisions[0];
  if (decision?.decision !== "run") throw new Error("expected a lease");
  const { runId, fence } = decision.lease;
  const renewed = await provider.call(agent, renewLease, { body: { job: "retain", runId, fence } });
  const report = aRunReport({ runId, fence, bundleVersion: 2 });
  const sent = await provider.call(agent, sendReport, { body: report });
  const again = await provider.call(agent, sendReport, { body: report });

  const keys = createLocalJWKSet(provider.deps.bundleSigner.publicKeys);
  const { payload, protectedHeader } = await compactVerify(polled.data.bundle ?? "", keys);
  const bundle = PolicyBundle.parse(JSON.parse(new TextDecoder().decode(payload)));
  expect(protectedHeader).toMatchObject({ alg: "EdDSA", typ: "logdoctor-bundle+jws" });
  expect(bundle).toMatchObject({
    tenantId: testTenant,
    bundleVersion: 2,
    policies: { retain: [{ id: created.data.id }] },
  });
  expect(renewed.data.legalHolds).toEqual([]);
  expect([sent.data.status, again.data.status]).toEqual(["recorded", "already-recorded"]);
  expect(sent.data.nextPollAt).toBe("2026-11-11T00:00:00.000Z");
  const runs = await provider.call(admin, listRuns);
  expect(runs.data.items.map((run) => run.id)).toEqual([runId]);
  expect((await provider.call(admin, getRun, { params: { runId } })).data).toMatchObject({ attempts: 1, fence });
  expect((await provider.call(admin, getSavings)).data).toMatchObject({ runId, priceBook: { verified: false } });
  const agents = await provider.call(admin, listAgents);
  expect(agents.data.items[0]?.jobs[0]).toMatchObject({ job: "retain", phase: "done", runId });
});
