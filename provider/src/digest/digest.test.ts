import { getDigest } from "@logdoctor/shared-policies";
import { aFinding } from "@logdoctor/shared-policies/testing";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { reportFindings } from "../testing/a-detection.ts";
import { bothStores } from "../testing/both-stores.ts";
import { type World, worldOn } from "../testing/incident-world.ts";

describe.each(bothStores)("the digest on %s", (_, open) => {
  let world: World;
  beforeEach(async () => {
    world = await worldOn(open);
  });
  afterEach(() => world.store.close());

  const scan = (id: string, matchCount: number) =>
    aFinding({ id: `fnd_scan0000${id}`, patternId: "path-scanner", severity: "MEDIUM", matchCount });

  test("the digest has what opened no incident, each finding once, in the week of its report", async () => {
    const { provider, agent, responder } = world;
    await reportFindings(provider, agent, [aFinding(), scan("a", 60)]);
    await reportFindings(provider, agent, [scan("a", 80), scan("b", 51)]);
    const { data } = await provider.call(responder, getDigest);
    expect(data).toMatchObject({ from: "2026-11-09T00:00:00.000Z", to: "2026-11-16T00:00:00.000Z" });
    expect(data.patterns).toEqual([
      { patternId: "path-scanner", severity: "MEDIUM", findings: 2, matches: 131, sources: 1, examplePath: "/shop" },
    ]);
    const before = await provider.call(responder, getDigest, { query: { weekOf: "2026-11-08T12:00:00Z" } });
    expect(before.data.patterns).toEqual([]);
    provider.clock.advance(7 * 86_400_000);
    const now = await provider.call(await provider.admin(), getDigest);
    expect(now.data).toMatchObject({ from: "2026-11-16T00:00:00.000Z", patterns: [] });
  });
});
