import { getThreatIndicators, setThreatIndicators, type ThreatIndicator } from "@logdoctor/shared-policies";
import { aFinding } from "@logdoctor/shared-policies/testing";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { reportFindings } from "../testing/a-detection.ts";
import { bothStores } from "../testing/both-stores.ts";
import { onlyIncident, type World, worldOn } from "../testing/incident-world.ts";

describe.each(bothStores)("indicators on %s", (_, open) => {
  let world: World;
  let admin: string;
  beforeEach(async () => {
    world = await worldOn(open);
    admin = await world.provider.admin();
  });
  afterEach(() => world.store.close());

  const known: ThreatIndicator = { value: "203.0.113.0/24", verdict: "malicious", source: "our list", description: "" };

  async function set(indicators: ThreatIndicator[], ifMatch: string) {
    return world.provider.call(admin, setThreatIndicators, { body: { indicators }, ifMatch });
  }

  test("what a tenant knows of a source stands in the incident and its score", async () => {
    const empty = await world.provider.call(admin, getThreatIndicators);
    expect(empty.data).toEqual({ indicators: [] });
    await set([known], empty.etag ?? "");
    await reportFindings(world.provider, world.agent, [aFinding()]);
    const { threat, falsePositive } = await onlyIncident(world);
    expect(threat).toEqual({ verdict: "malicious", source: "our list", description: "" });
    expect(falsePositive.reasons.map(({ code }) => code)).toContain("source-known-malicious");
  });

  test("the worse of what the tenant and its workspace know counts, also when later findings know nothing", async () => {
    const reported = { verdict: "malicious", source: "Feed", description: "Scanner" } as const;
    const { etag = "" } = await world.provider.call(admin, getThreatIndicators);
    await set([{ ...known, verdict: "suspicious" }], etag);
    await reportFindings(world.provider, world.agent, [aFinding({ threat: reported })]);
    await reportFindings(world.provider, world.agent, [aFinding({ id: "fnd_testing01" })]);
    const { threat, falsePositive } = await onlyIncident(world);
    expect(threat).toEqual(reported);
    expect(falsePositive.reasons.map(({ code }) => code)).toContain("source-known-malicious");
  });

  test("a source that nothing is known of has no verdict, and another tenant's list is not asked", async () => {
    const { etag = "" } = await world.provider.call(admin, getThreatIndicators);
    await set([{ ...known, value: "198.51.100.0/24" }], etag);
    const stranger = await world.provider.admin("2b6f0a34-1d0e-4f7b-8f3c-5a7d9c1e2f40");
    const theirs = { body: { indicators: [known] }, ifMatch: etag };
    await world.provider.call(stranger, setThreatIndicators, theirs);
    await reportFindings(world.provider, world.agent, [aFinding()]);
    expect(await onlyIncident(world)).not.toHaveProperty("threat");
  });

  test("of two lists under one ETag one is kept", async () => {
    const { etag = "" } = await world.provider.call(admin, getThreatIndicators);
    const settled = await Promise.allSettled([set([known], etag), set([], etag)]);
    expect(settled.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await expect(set([], etag)).rejects.toMatchObject({ problem: { code: "precondition-failed" } });
  });
});
