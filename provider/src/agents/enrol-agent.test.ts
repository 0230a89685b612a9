import { createEnrolmentCode, enrolAgent, listAgents, shouldIRun } from "@logdoctor/shared-policies";
import { testTenant } from "@logdoctor/shared-policies/testing";
import { beforeEach, expect, test } from "vitest";
import { anEnrolment, type TestApp, testAgentObject, testApp } from "../testing/index.ts";
import { hashOfCode } from "./enrolment-code.ts";

const otherTenant = "2b6f0a34-1d0e-4f7b-8f3c-5a7d9c1e2f40";
const otherObject = "3c7a1b45-2e1f-4a8c-9b4d-6b8e0d2f3a51";
const refused = { problem: { code: "enrolment-code-invalid" } };

let provider: TestApp;
beforeEach(async () => {
  provider = await testApp();
});

async function newCode(): Promise<string> {
  const made = await provider.call(await provider.admin(), createEnrolmentCode, { body: {} });
  return made.data.enrolmentCode;
}

async function enrol(enrolmentCode: string, tenantId: string = testTenant, objectId = testAgentObject) {
  const token = await provider.mint.agent({ tenantId, objectId });
  return (await provider.call(token, enrolAgent, { body: { ...anEnrolment, enrolmentCode } })).data;
}

test("a code enrols one identity, once", async () => {
  const code = await newCode();
  const enrolled = await enrol(code);
  expect(enrolled).toMatchObject({ tenantId: testTenant, agentId: expect.stringMatching(/^agt_/) });
  await expect(enrol(code)).rejects.toMatchObject(refused);
  await expect(enrol(code, testTenant, otherObject)).rejects.toMatchObject(refused);
});

test("of two identities that use one code at once only one is enrolled", async () => {
  const code = await newCode();
  const objects = [testAgentObject, otherObject, otherTenant];
  const settled = await Promise.allSettled(objects.map((objectId) => enrol(code, testTenant, objectId)));
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const { data } = await provider.call(await provider.admin(), listAgents);
  expect(data.items).toHaveLength(1);
});

test("a code is worth nothing in another tenant, and is not used up by trying", async () => {
  const code = await newCode();
  await expect(enrol(code, otherTenant)).rejects.toMatchObject(refused);
  await expect(enrol(code)).resolves.toMatchObject({ tenantId: testTenant });
});

test("a code lives for 24 hours", async () => {
  const code = await newCode();
  provider.clock.advance(24 * 3_600_000);
  await expect(enrol(code)).rejects.toMatchObject(refused);
});

test("a code is stored as its hash only", async () => {
  const code = await newCode();
  const { items } = await provider.deps.documents.list(testTenant, "enrolment-code", { limit: 10 });
  expect(items.map((item) => item.id)).toEqual([hashOfCode(code)]);
  expect(JSON.stringify(items)).not.toContain(code);
});

test("an identity that enrols again keeps its agent id", async () => {
  const first = await enrol(await newCode());
  const second = await enrol(await newCode());
  expect(second.agentId).toBe(first.agentId);
});

test("an agent of one tenant is none in another", async () => {
  await enrol(await newCode());
  const token = await provider.mint.agent({ tenantId: otherTenant, objectId: testAgentObject });
  const body = { jobs: ["retain" as const], instanceId: "instance-1", agentVersion: "0.1.0" };
  await expect(provider.call(token, shouldIRun, { body })).rejects.toMatchObject({
    problem: { code: "agent-not-enrolled" },
  });
});
