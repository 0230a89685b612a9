import { Ceiling, ProblemError, problemTable, type RunReport } from "@logdoctor/shared-policies";
import { describe, expect, test } from "vitest";
import type { Deps } from "../../deps.ts";
import { runOnce } from "../../run-once.ts";
import type { FakeRequest } from "../../testing/fake-detection.ts";
import { bootAgent, type FakeWorld, fakeWorld, nextVersion } from "../../testing/fake-world.ts";
import { detectLimits } from "./limits.ts";

const minute = 60_000;

function worldWithDetect(ceiling: Partial<Ceiling> = {}): FakeWorld {
  const world = fakeWorld();
  world.ceiling = Ceiling.parse({ jobsOff: ["retain", "prevent"], ...ceiling });
  return world;
}

let rows = 0;

/** A request that the workspace has, ingested so many minutes ago. */
function attack(world: FakeWorld, of: Partial<FakeRequest> & { ago?: number } = {}): FakeRequest {
  rows += 1;
  const ingestedAt = world.clock.now().getTime() - (of.ago ?? 5) * minute;
  const row = { id: `row-${rows}`, source: "203.0.113.7", path: "/attack", at: ingestedAt, ingestedAt };
  const request = { ...row, visibleAt: ingestedAt, ...of };
  world.requests.push(request);
  return request;
}

async function tick(world: FakeWorld, instance = "instance-1"): Promise<RunReport | undefined> {
  return (await runOnce(bootAgent(world, instance, []))).reports.find(({ job }) => job === "detect");
}

function setDetect(world: FakeWorld, detect: NonNullable<FakeWorld["provider"]["bundle"]["policies"]["detect"]>): void {
  const { policies } = world.provider.bundle;
  world.provider.bundle = { ...nextVersion(world), policies: { ...policies, detect } };
}

describe("a run of Detect", () => {
  test("reports what came in since the last period, once, with windows, rows and queries", async () => {
    const world = worldWithDetect();
    for (let i = 0; i < 3; i++) attack(world);
    const report = await tick(world);

    expect(report).toMatchObject({ status: "succeeded", job: "detect" });
    expect(report?.detect).toMatchObject({
      patterns: 2,
      scanned: 3,
      queries: 3,
      omitted: 0,
      excepted: [],
      skipped: [],
    });
    expect(report?.detect?.windows).toEqual([{ from: "2026-11-01T00:00:00.000Z", to: "2026-11-01T00:30:00.000Z" }]);
    expect(
      report?.detect?.findings.map(({ patternId, severity, matchCount }) => [patternId, severity, matchCount]),
    ).toEqual([
      ["sql-injection", "CRITICAL", 3],
      ["suspicious-ua", "MEDIUM", 3],
    ]);

    world.clock.advance(30 * minute);
    const second = await tick(world);
    expect(second?.detect).toMatchObject({ scanned: 0, findings: [] });
    expect(second?.detect?.windows).toEqual([{ from: "2026-11-01T00:30:00.000Z", to: "2026-11-01T01:00:00.000Z" }]);
  });

  test("masks what it reports and gives accounts names that tell nothing", async () => {
    const world = worldWithDetect();
    attack(world, { path: "/reset/kim@shop.example/4111111111111111" });
    const report = await tick(world);

    expect(report?.detect?.findings[0]?.targetPath).toBe("/reset/[email]/[card]");
    expect(JSON.stringify([...world.provider.reports.values()])).not.toContain("kim@");
  });

  test("adds a late row to the finding that was reported, with the same id", async () => {
    const world = worldWithDetect();
    const first = attack(world);
    const before = (await tick(world))?.detect?.findings[0];
    world.clock.advance(150 * minute);
    attack(world, { at: first.at, ago: 1 });
    const after = (await tick(world))?.detect?.findings[0];

    expect(before).toMatchObject({ matchCount: 1 });
    expect(after).toMatchObject({ id: before?.id, matchCount: 2, firstSeen: before?.firstSeen });
  });

  test("finds what came in while it was down, the newest first, and spreads it over runs by its budget", async () => {
    const world = worldWithDetect();
    await tick(world);
    world.clock.advance(5 * 24 * 60 * minute);
    for (let day = 0; day < 5; day++) attack(world, { ago: 10 + day * 24 * 60, source: `198.51.100.${day}` });
    for (const row of world.requests.slice(1)) world.requests.push({ ...row, id: `${row.id}-b` });
    world.detection.rowCap = 1;
    const found = new Set<string>();
    let runs = 0;
    for (; found.size < 5 && runs < 12; runs++) {
      const before = world.detection.queries;
      const report = await tick(world);
      expect(world.detection.queries - before).toBeLessThanOrEqual(detectLimits.queries);
      for (const { sourceIP } of report?.detect?.findings ?? []) found.add(sourceIP);
      if (runs === 0) expect(found.has("198.51.100.0")).toBe(true);
      world.clock.advance(30 * minute);
      if (runs === 0) expect(report?.detect?.skipped).toEqual([{ table: "AppServiceHTTPLogs", code: "budget" }]);
      world.detection.rowCap = 2;
    }
    expect(found.size).toBe(5);
    expect(runs).toBeGreaterThan(1);
  });

  test("halves a window that is too much, and one whose answer is partial", async () => {
    const world = worldWithDetect();
    for (let i = 0; i < 4; i++) attack(world, { ago: 3 + i * 7 });
    world.detection.rowCap = 2;
    world.detection.failures = ["too-large"];
    const report = await tick(world);

    expect(report).toMatchObject({ status: "succeeded" });
    expect(report?.detect?.scanned).toBe(4);
    expect(report?.detect?.findings.find(({ patternId }) => patternId === "sql-injection")?.matchCount).toBeGreaterThan(
      1,
    );
  });

  test("stops where the workspace throttles, and goes on in the next run", async () => {
    const world = worldWithDetect();
    attack(world);
    world.detection.failures = ["throttled"];
    expect((await tick(world))?.detect).toMatchObject({ findings: [], skipped: [{ code: "budget" }] });
    world.clock.advance(30 * minute);
    const report = await tick(world);
    expect(report?.detect?.findings).toHaveLength(2);
    expect(report?.detect?.windows).toEqual([{ from: "2026-11-01T00:00:00.000Z", to: "2026-11-01T01:00:00.000Z" }]);
  });

  test("fails with a code where nothing can be read, and the same run reads it later", async () => {
    const world = worldWithDetect();
    attack(world);
    world.detection.failures = ["denied"];
    const failed = await tick(world);
    expect(failed).toMatchObject({ status: "failed", detect: { skipped: [{ code: "failed" }] } });
    world.clock.advance(2 * minute);
    expect(await tick(world)).toMatchObject({ runId: failed?.runId, fence: 2, status: "succeeded" });
  });

  test("fails in the same way when the connection breaks, and keeps its lease's run", async () => {
    const world = worldWithDetect();
    attack(world);
    const deps = bootAgent(world, "instance-1", []);
    const count = () => Promise.reject(new TypeError("fetch failed"));
    const [report] = (await runOnce({ ...deps, detection: { ...deps.detection, count } })).reports;
    expect(report).toMatchObject({ status: "failed", detect: { skipped: [{ code: "failed" }] } });
  });

  test("an instance that stalled until another took over reports nothing", async () => {
    const world = worldWithDetect();
    attack(world);
    const deps = bootAgent(world, "instance-1", []);
    let stalled = false;
    const count: Deps["detection"]["count"] = async (...of) => {
      const first = !stalled;
      stalled = true;
      if (first) {
        world.clock.advance(45 * minute);
        await tick(world, "instance-2");
      }
      return deps.detection.count(...of);
    };
    const { reports } = await runOnce({ ...deps, detection: { ...deps.detection, count } });

    expect(reports).toEqual([]);
    expect([...world.provider.reports.values()]).toMatchObject([{ fence: 2, status: "succeeded" }]);
  });

  test("skips a table that the workspace does not have", async () => {
    const world = worldWithDetect();
    world.detection.exists = false;
    expect(await tick(world)).toMatchObject({
      status: "succeeded",
      detect: { queries: 0, skipped: [{ table: "AppServiceHTTPLogs", code: "missing" }] },
    });
  });
});

describe("what a bundle may change", () => {
  const off = { patterns: [{ patternId: "sql-injection", isActive: false }], exceptions: [] };
  const exception = {
    id: "exc-1",
    patternId: "sql-injection",
    tests: [{ field: "targetPath" as const, operator: "startsWith" as const, value: "/attack" }],
    reason: "a load test",
    expiresAt: "2027-01-01T00:00:00Z",
  };

  async function found(world: FakeWorld): Promise<string[]> {
    return ((await tick(world))?.detect?.findings ?? []).map(({ patternId }) => patternId).toSorted();
  }

  test("is that a pattern is off, unless the customer has locked it", async () => {
    const world = worldWithDetect();
    setDetect(world, off);
    attack(world);
    expect(await found(world)).toEqual(["suspicious-ua"]);

    const locked = worldWithDetect({ lockedPatterns: ["sql-injection"] });
    setDetect(locked, { ...off, exceptions: [exception] });
    attack(locked);
    expect(await found(locked)).toEqual(["sql-injection", "suspicious-ua"]);
  });

  test("is to hide findings that it names, and they are counted", async () => {
    const world = worldWithDetect();
    setDetect(world, { patterns: [], exceptions: [exception] });
    attack(world);
    const report = await tick(world);
    expect(report?.detect?.findings.map(({ patternId }) => patternId)).toEqual(["suspicious-ua"]);
    expect(report?.detect?.excepted).toEqual([{ exceptionId: "exc-1", findings: 1 }]);
  });

  test("never hides an attack beside what an exception names", async () => {
    const world = worldWithDetect();
    setDetect(world, { patterns: [], exceptions: [exception] });
    attack(world);
    attack(world, { path: "/admin" });
    expect(await found(world)).toEqual(["sql-injection", "suspicious-ua"]);
  });

  test("is nothing where the customer has turned Detect off", async () => {
    const world = worldWithDetect({ jobsOff: ["retain", "detect", "prevent"] });
    attack(world);
    expect(await tick(world)).toBeUndefined();
    expect(world.detection.queries).toBe(0);
  });
});

describe("while the provider is away", () => {
  test("Detect reads on with the last bundle, and the next leased run reports it once", async () => {
    const world = worldWithDetect();
    await tick(world);
    world.provider.away = true;
    world.clock.advance(31 * minute);
    attack(world);
    expect(await tick(world)).toBeUndefined();
    const { queries } = world.detection;
    world.clock.advance(31 * minute);
    attack(world, { source: "198.51.100.9" });
    expect(await tick(world)).toBeUndefined();
    expect(world.detection.queries).toBeGreaterThan(queries);

    world.provider.away = false;
    world.clock.advance(5 * minute);
    const report = await tick(world, "instance-2");
    expect(new Set(report?.detect?.findings.map(({ sourceIP }) => sourceIP))).toEqual(
      new Set(["203.0.113.7", "198.51.100.9"]),
    );
    world.clock.advance(30 * minute);
    expect((await tick(world))?.detect?.findings).toEqual([]);
  });

  test.each([
    ["the bundle has expired", (world: FakeWorld) => world.clock.advance(8 * 24 * 60 * minute)],
    ["the provider had switched it off", switchOff],
    ["it was not due", () => undefined],
  ])("nothing is read when %s", async (_, meanwhile) => {
    const world = worldWithDetect();
    await tick(world);
    await meanwhile(world);
    world.provider.away = true;
    const { queries } = world.detection;
    expect(await tick(world)).toBeUndefined();
    expect(world.detection.queries).toBe(queries);
  });

  test("nothing is read for an agent that the provider refuses", async () => {
    const world = worldWithDetect();
    await tick(world);
    world.clock.advance(31 * minute);
    const deps = bootAgent(world, "instance-1", []);
    const code = "forbidden";
    const refused = new ProblemError({ type: code, code, detail: code, ...problemTable[code] });
    const { queries } = world.detection;
    await runOnce({ ...deps, provider: { ...deps.provider, shouldIRun: () => Promise.reject(refused) } });
    expect(world.detection.queries).toBe(queries);
  });

  async function switchOff(world: FakeWorld): Promise<void> {
    world.provider.jobsOff = ["detect"];
    world.clock.advance(31 * minute);
    await tick(world);
  }
});
