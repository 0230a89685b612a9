import type { CoverageCertificate, DryRun, FilterStatistics } from "@logdoctor/shared-policies";
import { testAgent, testTenant } from "@logdoctor/shared-policies/testing";
import type { FilterRuleDetail } from "../api/filter-queries.ts";

const table = "AppTraces";
const fingerprint = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const week = { from: "2026-11-12T01:00:00.000Z", to: "2026-11-19T01:00:00.000Z" };

/** A rule as it was just saved. */
export function aFilterRule(over: Partial<FilterRuleDetail> = {}): FilterRuleDetail {
  return {
    id: "health-checks-1",
    tenantId: testTenant,
    ruleName: "Health checks",
    filterType: "Keyword",
    matchPattern: ["health check", "readiness"],
    action: "DROP",
    priority: 100,
    isActive: true,
    table,
    expiresAt: "2027-02-18T02:00:00.000Z",
    state: "Draft",
    createdAt: "2026-11-10T01:00:00.000Z",
    createdBy: "Kim Haneul",
    actions: [],
    blockedBy: [],
    expired: false,
    etag: '"0"',
    steps: [],
    approvals: [],
    statistics: [],
    ...over,
  };
}

/** A week of logs in which two rules would take most of the rows. */
export function aDryRun(over: Partial<DryRun> = {}): DryRun {
  const counts = { processed: 37_800_000, keptShare: 0 };
  return {
    ...{ table, ...week, rows: 37_800_000, bytes: 25_200_000_000, dropped: 16_065_000, droppedBytes: 8_820_000_000 },
    ...{ dangerous: false, usdPerMonth: 86.94 },
    rules: [
      {
        ...counts,
        ...{ ruleId: "health-checks-1", dropped: 11_340_000, bytes: 6_300_000_000, gbPerMonth: 27 },
        samples: [
          '{"TimeGenerated":"2026-11-18T07:12:09.12Z","Message":"GET /healthz: health check ok","ClientIP":"10.0.x.x"}',
          '{"TimeGenerated":"2026-11-18T07:12:39.40Z","Message":"readiness probe of cart\u202E passed in 3 m',
        ],
      },
      {
        ...counts,
        ...{ ruleId: "debug-noise-2", dropped: 4_725_000, bytes: 2_520_000_000, gbPerMonth: 10.8, samples: [] },
        // At most 600 of 10,000, in steps of 1/65536.
        ...{ keptShare: 3932 / 65_536, observedPerMinute: 10_000 },
      },
    ],
    ...over,
  };
}

/** Who reads the table: two that are fine, one that would lose, one that nobody knows of. */
export function aCertificate(over: Partial<CoverageCertificate> = {}): CoverageCertificate {
  const rules = ["health-checks-1", "debug-noise-2"].map((ruleId) => ({ ruleId, version: fingerprint }));
  const fine = { lost: 0, ruleIds: [], version: "1.2.0" };
  return {
    ...{ table, issuedAt: "2026-11-19T01:05:00.000Z", ...week, rules, fingerprint },
    watchers: [
      {
        ...fine,
        id: "pattern:sql-injection",
        kind: "pattern",
        verdict: "proved",
        detail: "It reads other tables' rows.",
      },
      {
        ...fine,
        id: "prevention-rule:audit-silence",
        kind: "prevention-rule",
        verdict: "equal",
        detail: "12 results.",
      },
      {
        ...{ id: "alert-rule:probe-missing", kind: "alert-rule", verdict: "lost", version: "2026-10-02", lost: 14 },
        ...{ ruleIds: ["health-checks-1"], detail: "It counts readiness messages: 14 results would be gone." },
      },
      {
        ...{ id: "recent-query:3f1c", kind: "recent-query", verdict: "unknown", version: "3f1c", lost: 0 },
        ...{ ruleIds: ["health-checks-1"], detail: "The query calls a function that is not there any more." },
      },
    ],
    ...over,
  };
}

/** A day of hours, about 30 % dropped in each. */
function someStatistics(ruleId: string): FilterStatistics[] {
  const first = Date.parse("2026-11-19T02:00:00.000Z");
  return Array.from({ length: 24 }, (_, hour) => {
    const start = first + hour * 3_600_000;
    const totalProcessed = 225_000 + 1_000 * hour;
    const totalDropped = Math.round(totalProcessed * (0.29 + 0.02 * Math.sin(hour)));
    return {
      ...{ id: `${ruleId}-${hour}`, agentId: testAgent, tenantId: testTenant, ruleId },
      periodStart: new Date(start).toISOString(),
      periodEnd: new Date(start + 3_600_000).toISOString(),
      ...{ totalProcessed, totalDropped, totalPassed: totalProcessed - totalDropped },
      dropRate: totalDropped / totalProcessed,
    };
  }).toReversed();
}

const person = { kind: "person", id: "2b6f0a34-1d0e-4f7b-8f3c-5a7d9c1e2f40", name: "Lee Jiwon" } as const;
const agent = { kind: "agent", id: testAgent } as const;
const testing = {
  from: "Draft",
  to: "Testing",
  action: "dryRun",
  actor: person,
  at: "2026-11-19T00:30:00.000Z",
  reason: "",
};
const { samples: _, ...ownDryRun } = aDryRun().rules[0] ?? { samples: [] };
const tested = { steps: [testing], tableDryRun: aDryRun(), certificate: aCertificate(), dryRun: ownDryRun };

/** A rule that waits for its losses to be approved. */
export const testedRule = aFilterRule({ state: "Testing", blockedBy: ["loss-not-approved"], ...(tested as object) });

const applied = { ...testing, from: "Testing", to: "Active", action: "activate", at: "2026-11-19T01:30:00.000Z" };

/** A rule in force, measured for a day. */
export const runningRule = aFilterRule({
  ...{ id: "debug-noise-2", ruleName: "Debug noise", filterType: "Sampling", action: "SAMPLE", samplingRate: 0.1 },
  ...{ matchPattern: "cache miss", priority: 50, state: "Active", observedPerMinute: 10_000 },
  ...(tested as object),
  certificate: aCertificate({
    watchers: aCertificate().watchers.filter(({ lost, verdict }) => lost === 0 && verdict !== "unknown"),
  }),
  steps: [
    testing,
    applied,
    { ...applied, from: "Active", to: "Monitoring", action: "monitor", actor: agent, at: "2026-11-19T01:40:00.000Z" },
    { ...applied, from: "Monitoring", to: "Active", action: "settle", actor: agent, at: "2026-11-19T03:40:00.000Z" },
  ] as FilterRuleDetail["steps"],
  applied: {
    ...{ table, state: "verified", detail: "", ruleIds: ["debug-noise-2"], transformErrors: 0 },
    collectionRule:
      "/subscriptions/0/resourceGroups/logs/providers/Microsoft.Insights/dataCollectionRules/workspace-transforms",
    ...{ appliedAt: "2026-11-19T01:40:00.000Z", predictedDropRate: 0.3, observedDropRate: 0.291 },
  },
  statistics: someStatistics("debug-noise-2"),
  saving: {
    ...{ from: "2026-11-19T02:00:00.000Z", to: "2026-11-20T02:00:00.000Z" },
    ...{ totalProcessed: 5_676_000, totalDropped: 1_651_000, gbPerMonth: 26.4, usdPerMonth: 60.72 },
  },
});

/** A rule that its agent took back. */
export const revertedRule = aFilterRule({
  ...{
    id: "crawlers-3",
    ruleName: "Crawlers",
    filterType: "Source",
    matchPattern: ["66.249.64.0/19"],
    state: "Review",
  },
  ...{ table: "AppServiceHTTPLogs", expiresAt: "2026-11-20T00:00:00.000Z", expired: true },
  blockedBy: ["taken-back"],
  steps: [
    testing,
    applied,
    {
      ...{ from: "Active", to: "Review", action: "flag", actor: agent, at: "2026-11-19T05:00:00.000Z" },
      reason: "64.1 % of the rows went; 12.0 % were predicted.",
    },
  ] as FilterRuleDetail["steps"],
  applied: {
    ...{ table: "AppServiceHTTPLogs", collectionRule: "dcr-web", state: "reverted", ruleIds: [], transformErrors: 0 },
    detail: "64.1 % of the rows went; 12.0 % were predicted.",
    ...{ predictedDropRate: 0.12, observedDropRate: 0.641 },
  },
});

/** One in ten rows of a path, and at most 600 a minute. */
export const someRate = {
  ...{ targetCategory: "/api/v1/status", samplingRate: 0.1, maxPerMinute: 600, isActive: true },
  table: "AppServiceHTTPLogs",
};

/** What bounds the rule in force: a tenth of what matches it, and at most 600 rows a minute. */
export const boundingRate = { ...someRate, targetCategory: "Debug noise", table };
