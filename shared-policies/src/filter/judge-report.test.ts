import { describe, expect, test } from "vitest";
import { blocksOf, judgeReport } from "./judge-report.ts";
import type { CoverageCertificate, DryRun, FilteredTable, FilterOutcome } from "./outcome.ts";

const now = new Date("2026-11-10T00:00:00Z");
const span = { from: "2026-11-03T00:00:00Z", to: "2026-11-10T00:00:00Z" };

function aDryRun(over: Partial<DryRun> = {}): DryRun {
  const rule = { ruleId: "health", processed: 100, dropped: 40, bytes: 1, gbPerMonth: 1, keptShare: 0, samples: [] };
  const counts = { rows: 100, bytes: 10, dropped: 40, droppedBytes: 4, dangerous: false };
  return { table: "AppTraces", ...span, ...counts, rules: [rule], ...over };
}

function aCertificate(verdict: "equal" | "lost" | "unknown"): CoverageCertificate {
  const watcher: CoverageCertificate["watchers"][number] = {
    id: "pattern:p",
    kind: "pattern",
    version: "1",
    verdict,
    lost: 1,
    ruleIds: ["health"],
    detail: "",
  };
  const rules = [{ ruleId: "health", version: "v" }];
  return { table: "AppTraces", issuedAt: span.to, ...span, rules, watchers: [watcher], fingerprint: "f" };
}

function outcome(over: Partial<FilterOutcome>): FilterOutcome {
  return { queries: 0, dryRuns: [], certificates: [], tables: [], statistics: [], ...over };
}

function table(over: Partial<FilteredTable>): FilteredTable {
  return { table: "AppTraces", collectionRule: "", state: "pending", detail: "", ruleIds: ["health"], ...over };
}

const rule = { id: "health", table: "AppTraces" } as const;

describe("what a report makes of a rule", () => {
  test.each([
    ["a sound dry run leaves it under test", "Testing", outcome({ dryRuns: [aDryRun()] }), undefined],
    ["a dangerous one sends it back", "Testing", outcome({ dryRuns: [aDryRun({ dangerous: true })] }), "reject"],
    [
      "rules that no transformation can be made of go back",
      "Testing",
      outcome({ tables: [table({ state: "refused", refusal: "does-not-compile" })] }),
      "reject",
    ],
    ["what was written is watched", "Active", outcome({ tables: [table({})] }), "monitor"],
    ["what drops as predicted is settled", "Monitoring", outcome({ tables: [table({ state: "verified" })] }), "settle"],
    ["and stays so", "Active", outcome({ tables: [table({ state: "verified" })] }), undefined],
    ["what was taken back is for review", "Monitoring", outcome({ tables: [table({ state: "reverted" })] }), "flag"],
    [
      "so is what was refused",
      "Active",
      outcome({ tables: [table({ state: "refused", refusal: "loss-not-approved", ruleIds: [] })] }),
      "flag",
    ],
    [
      "but not what the next run tries again",
      "Active",
      outcome({ tables: [table({ state: "refused", refusal: "changed-meanwhile", ruleIds: [] })] }),
      undefined,
    ],
    [
      "nor what is refused of other rules",
      "Active",
      outcome({ tables: [table({ state: "refused", refusal: "does-not-compile", ruleIds: ["other"] })] }),
      undefined,
    ],
    [
      "nor what is taken back of other rules",
      "Monitoring",
      outcome({ tables: [table({ state: "reverted", ruleIds: ["other"] })] }),
      undefined,
    ],
    [
      "but what is refused of it among others",
      "Active",
      outcome({
        tables: [
          table({ state: "refused", refusal: "does-not-compile", ruleIds: ["other"] }),
          table({ state: "refused", refusal: "does-not-compile", ruleIds: ["health"] }),
        ],
      }),
      "flag",
    ],
    ["a draft is nobody's business", "Draft", outcome({ tables: [table({ state: "reverted" })] }), undefined],
  ] as const)("%s", (_what, state, report, action) => {
    expect(judgeReport({ ...rule, state }, report, now)?.action).toBe(action);
  });

  test("a rule that has expired is for review", () => {
    const expired = { ...rule, state: "Monitoring", expiresAt: "2026-11-09T00:00:00Z" } as const;
    expect(judgeReport(expired, outcome({ tables: [table({ state: "verified" })] }), now)?.action).toBe("flag");
  });
});

describe("what stands between a rule and dropping rows", () => {
  const good = {
    dryRun: aDryRun(),
    certificate: aCertificate("equal"),
    approved: [],
    testedAt: "2026-11-09T00:00:00Z",
  };
  test.each([
    ["nothing, when all was proved", good, []],
    ["a dry run", { ...good, dryRun: undefined }, ["no-dry-run"]],
    [
      "a dry run of the rule as it is now",
      { ...good, testedAt: "2026-11-11T00:00:00Z" },
      ["no-dry-run", "no-certificate"],
    ],
    ["the danger", { ...good, dryRun: aDryRun({ dangerous: true }) }, ["dangerous"]],
    ["a certificate", { ...good, certificate: undefined }, ["no-certificate"]],
    ["a loss", { ...good, certificate: aCertificate("lost") }, ["loss-not-approved"]],
    ["what is not known", { ...good, certificate: aCertificate("unknown") }, ["loss-not-approved"]],
    ["no loss that a person approved", { ...good, certificate: aCertificate("lost"), approved: ["pattern:p"] }, []],
    [
      "everything, for a rule that was never tested",
      { ...good, testedAt: undefined },
      ["no-dry-run", "no-certificate"],
    ],
  ] as const)("%s", (_what, evidence, blocks) => {
    expect(blocksOf("health", evidence)).toEqual(blocks);
  });
});
