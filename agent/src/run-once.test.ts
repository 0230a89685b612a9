import { ProblemError, problemTable, type RunReport } from "@logdoctor/shared-policies";
import { aPolicy, aRunReport } from "@logdoctor/shared-policies/testing";
import { describe, expect, test } from "vitest";
import type { Deps } from "./deps.ts";
import { maxSpooled, spoolReport } from "./provider/spool.ts";
import { runOnce } from "./run-once.ts";
import { archivedIds, bootAgent, fakeWorld, ingest } from "./testing/fake-world.ts";

function worldWithRows() {
  const world = fakeWorld();
  for (let i = 0; i < 5; i++) ingest(world, "SecurityEvent", { ageHours: 2400, level: 1, message: "old" });
  for (let i = 0; i < 5; i++) ingest(world, "AppTraces", { ageHours: 400, level: 5, message: "critical" });
  for (let i = 0; i < 3; i++) ingest(world, "AppTraces", { ageHours: 200, level: 0, message: "noise" });
  return world;
}

describe("a tick", () => {
  test("archives, shrinks, reports, and then waits for the next period", async () => {
    const world = worldWithRows();
    const first = await runOnce(bootAgent(world, "instance-1", []));
    const [report] = first.reports;

    expect(report).toMatchObject({ status: "succeeded", fence: 1, bundleVersion: 1 });
    expect(report?.policyHistory.map((event) => event.event)).toEqual(["offered", "validated", "applied"]);
    const rows = report?.retain?.tables.map(({ table, expired, archived, verified, shrunk, method }) => [
      table,
      expired,
      archived,
      verified,
      shrunk,
      method,
    ]);
    expect(rows).toEqual([
      ["SecurityEvent", 5, 5, 5, 5, "tableRetention"],
      ["AppTraces", 5, 5, 5, 5, "deleteData"],
      ["AppTraces", 3, 0, 0, 3, "deleteData"],
    ]);
    expect(archivedIds(world).size).toBe(10);
    expect([...world.provider.reports.values()]).toHaveLength(1);

    const second = await runOnce(bootAgent(world, "instance-1", []));
    expect(second.reports).toEqual([]);
    expect(second.nextPollAt.toISOString()).toBe(world.provider.lease?.nextDueAt);
  });

  test("does nothing at all when the customer has turned the job off", async () => {
    const world = worldWithRows();
    world.ceiling = { ...world.ceiling, jobsOff: ["retain", "detect", "prevent", "filter"] };
    expect((await runOnce(bootAgent(world, "instance-1", []))).reports).toEqual([]);
    expect(world.provider.lease).toBeUndefined();
  });

  test("keeps its report while the provider is away and sends it later", async () => {
    const world = worldWithRows();
    const deps = bootAgent(world, "instance-1", []);
    const cut: Deps = {
      ...deps,
      provider: { ...deps.provider, sendReport: () => Promise.reject(new TypeError("fetch failed")) },
    };

    expect(await runOnce(cut)).toMatchObject({ unsent: 1 });
    expect(world.provider.reports.size).toBe(0);

    expect(await runOnce(bootAgent(world, "instance-2", []))).toMatchObject({ unsent: 0 });
    expect([...world.provider.reports.values()]).toMatchObject([{ status: "succeeded" }]);
  });

  test("archives but removes nothing when the provider goes away after the start", async () => {
    const world = worldWithRows();
    const deps = bootAgent(world, "instance-1", []);
    const cut: Deps = {
      ...deps,
      provider: { ...deps.provider, renewLease: () => Promise.reject(new TypeError("fetch failed")) },
    };
    const [report] = (await runOnce(cut)).reports;

    expect(world.removed.size).toBe(0);
    expect(report?.status).toBe("partial");
    expect(report?.retain?.tables.map((table) => table.heldBack)).toEqual([
      ["provider-away"],
      ["provider-away"],
      ["provider-away"],
    ]);
    expect(archivedIds(world).size).toBe(10);
  });

  describe("rows of two policies", () => {
    const noise = {
      logCategory: "Debug",
      retentionClass: "C",
      archiveEnabled: false,
      archiveRetentionDays: 0,
    } as const;
    const few = aPolicy({
      ...noise,
      id: "few",
      tables: ["AppTraces"],
      predicate: "Level < 3",
      hotRetentionDays: 7,
      shrinkMethod: "deleteData",
    });

    function twoPolicies(other: Parameters<typeof aPolicy>[0]) {
      const world = fakeWorld();
      world.provider.bundle = {
        ...world.provider.bundle,
        policies: { retain: [few, aPolicy({ id: "other", tables: ["AppTraces"], ...other })] },
      };
      for (const ageHours of [200, 201, 400, 401]) ingest(world, "AppTraces", { ageHours, level: 2, message: "both" });
      return world;
    }

    async function outcome(world: ReturnType<typeof fakeWorld>) {
      const [report] = (await runOnce(bootAgent(world, "instance-1", []))).reports;
      return report?.retain?.tables.find((table) => table.policyId === "few");
    }

    test("stay while the other still keeps them hot", async () => {
      const world = twoPolicies({ ...noise, predicate: "Level >= 2", hotRetentionDays: 14 });
      expect(await outcome(world)).toMatchObject({
        shrunk: 0,
        heldBack: ["not-verified"],
        errorMessage: expect.stringContaining("keeps them hot for longer"),
      });
      // The two that are over the other's fourteen days went by its own hand.
      expect(world.removed.size).toBe(2);
    });

    test("go once the other has archived them", async () => {
      const world = twoPolicies({ predicate: "Level >= 2", hotRetentionDays: 7, shrinkMethod: "archiveOnly" });
      expect(await outcome(world)).toMatchObject({ shrunk: 4, heldBack: [] });
      expect(archivedIds(world).size).toBe(4);
    });

    test("go when the other selects different ones", async () => {
      const world = twoPolicies({ predicate: "Level >= 4", hotRetentionDays: 30 });
      expect(await outcome(world)).toMatchObject({ shrunk: 4, heldBack: [] });
    });
  });

  test("a clock that runs a day ahead makes no row expire early", async () => {
    const world = fakeWorld();
    ingest(world, "AppTraces", { ageHours: 7 * 24 - 12, level: 0, message: "not yet" });
    world.skewMs = 24 * 3_600_000;
    await runOnce(bootAgent(world, "instance-1", []));
    expect(world.removed.size).toBe(0);
  });

  test("asks for a purge once, does not wait for it, and counts it when Azure has done it", async () => {
    const world = worldWithRows();
    world.ceiling = { ...world.ceiling, allowPurge: true };
    const retain = [aPolicy({ id: "privacy", tables: ["SecurityEvent"], shrinkMethod: "purge" })];
    world.provider.bundle = { ...world.provider.bundle, policies: { retain } };
    const purged = async () => (await runOnce(bootAgent(world, "instance-1", []))).reports[0]?.retain?.tables[0];

    expect(await purged()).toMatchObject({
      status: "succeeded",
      archived: 5,
      shrunk: 0,
      heldBack: ["operation-pending"],
    });
    world.clock.advance(25 * 3_600_000);
    expect(await purged()).toMatchObject({ status: "succeeded", archived: 0, shrunk: 5, method: "purge" });
    expect(world.azure.operations.size).toBe(1);
    expect(world.broken).toEqual([]);
  });

  test("refuses a bundle that does not verify, touches nothing and says so", async () => {
    const world = worldWithRows();
    const deps: Deps = {
      ...bootAgent(world, "instance-1", []),
      verifyBundle: () => Promise.reject(new Error("signature")),
    };
    const [report] = (await runOnce(deps)).reports;

    expect(report).toMatchObject({ status: "refused", errorMessage: "The policy bundle was refused: bad-signature" });
    expect(world.archive.size).toBe(0);
  });

  test("enrols itself once with its code when the provider does not know it", async () => {
    const world = worldWithRows();
    const deps = bootAgent(world, "instance-1", []);
    let enrolled = 0;
    const strict: Deps = {
      ...deps,
      settings: { ...deps.settings, enrolmentCode: "a-code-for-one-time-use" },
      provider: {
        ...deps.provider,
        enrol: async () => {
          enrolled += 1;
          return {
            agentId: "agt_00000001" as never,
            tenantId: world.provider.bundle.tenantId,
            enrolledAt: "2026-11-01T00:00:00.000Z",
          };
        },
        shouldIRun: (body) => (enrolled === 0 ? Promise.reject(unknownAgent()) : deps.provider.shouldIRun(body)),
      },
    };
    expect((await runOnce(strict)).reports).toHaveLength(1);
    expect(enrolled).toBe(1);
    const without: Deps = {
      ...strict,
      settings: deps.settings,
      provider: { ...strict.provider, shouldIRun: () => Promise.reject(unknownAgent()) },
    };
    expect((await runOnce(without)).reports).toEqual([]);
  });
});

function unknownAgent(): ProblemError {
  return new ProblemError({
    type: "t",
    code: "agent-not-enrolled",
    detail: "who?",
    ...problemTable["agent-not-enrolled"],
  });
}

describe("the spool", () => {
  test("is bounded: the oldest report goes first", async () => {
    const world = fakeWorld();
    const deps = bootAgent(world, "instance-1", []);
    for (let i = 0; i <= maxSpooled; i++) {
      await spoolReport(
        deps,
        aRunReport({ fence: i + 1, finishedAt: new Date(Date.parse("2026-11-01T00:00:00Z") + i * 1000).toISOString() }),
      );
    }
    const waiting = await deps.state.list("spool/");
    expect(waiting).toHaveLength(maxSpooled);
    expect(waiting[0]).toContain("-2.json");
  });

  test("sends in order and puts a refused report away without holding up the rest", async () => {
    const world = fakeWorld();
    const deps = bootAgent(world, "instance-1", []);
    for (const fence of [1, 2, 3])
      await spoolReport(deps, aRunReport({ fence, finishedAt: `2026-11-01T00:0${fence}:00.000Z` }));
    const sent: number[] = [];
    const picky = (report: RunReport) => {
      sent.push(report.fence);
      if (report.fence === 2)
        return Promise.reject(
          new ProblemError({ type: "t", code: "report-conflict", detail: "no", ...problemTable["report-conflict"] }),
        );
      return Promise.resolve({ runId: report.runId, status: "recorded" as const, nextPollAt: report.finishedAt });
    };
    world.provider.away = true;
    await runOnce({ ...deps, provider: { ...deps.provider, sendReport: picky } });

    expect(sent).toEqual([1, 2, 3]);
    expect(await deps.state.list("spool/")).toEqual([]);
    expect(await deps.state.list("refused/")).toHaveLength(1);
  });
});
