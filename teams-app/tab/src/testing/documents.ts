import type {
  AgentView,
  LegalHold,
  RetainTableOutcome,
  Run,
  Savings,
  TableInventory,
} from "@logdoctor/shared-policies";
import { aLegalHold, aPolicyInput, testAgent, testRun, testTenant } from "@logdoctor/shared-policies/testing";

/** The moment at which the tests play; browsers are set to it. */
export const testNow = "2026-11-20T02:00:00.000Z";

const before = { ingestion: 690, retention: 118.5, longTerm: 12.4, archive: 0, total: 820.9 };
const after = { ingestion: 690, retention: 0, longTerm: 0, archive: 3.1, total: 693.1 };

/** Savings that a retention cut brings: 127.80 dollars a month, most of the retention lines. */
export const someSavings: Savings = {
  priceBookId: "list-2026-koreacentral",
  before,
  after,
  savedPerMonth: 127.8,
  ofBill: 127.8 / 820.9,
  ofRetention: 127.8 / 130.9,
};

export const someInventory: TableInventory[] = [
  table("SecurityEvent", 4.2, 3_100_000),
  table("AppTraces", 3.6, 5_400_000),
  table("Perf", 1.9, 2_800_000),
  table("AzureActivity", 0.3, 41_000),
];

function table(name: string, gbPerDay: number, rowsPerDay: number): TableInventory {
  return { table: name, plan: "Analytics", retentionInDays: 90, totalRetentionInDays: 90, gbPerDay, rowsPerDay };
}

export const somePolicies = [
  aPolicyInput(),
  aPolicyInput({
    policyName: "Debug traces",
    logCategory: "Debug",
    retentionClass: "C",
    tables: ["AppTraces"],
    predicate: "SeverityLevel == 0",
    hotRetentionDays: 7,
    archiveEnabled: false,
    archiveRetentionDays: 0,
    shrinkMethod: "deleteData",
    isActive: false,
  }),
];

const hash = { algorithm: "row-sha256-sum-v1" as const, limbs: ["918273645", "1123581321", "31415926", "27182818"] };

const someOutcome: RetainTableOutcome = {
  table: "SecurityEvent",
  policyId: "policy-1",
  class: "A",
  status: "partial",
  expired: 150_000,
  archived: 120_000,
  verified: 120_000,
  shrunk: 90_000,
  late: 12,
  method: "tableRetention",
  methodReasonCode: "retention-beyond-need",
  methodReason: "Retention beyond 31 days is what Azure bills for.",
  heldBack: ["legal-hold", "quota"],
  blobs: 2,
  bytes: 9_400_000,
  sourceBytes: 88_000_000,
  windows: { planned: 3, done: 2, failed: 0 },
  retention: { before: 90, after: 31, totalBefore: 90, totalAfter: 31 },
  parts: [1, 2].map((part) => ({
    blob: `SecurityEvent/date=2026-10-0${part}/hour=00/part-${part}.parquet`,
    window: { from: `2026-10-0${part}T00:00:00.0000000Z`, to: `2026-10-0${part}T12:00:00.1234567Z` },
    rows: 60_000,
    bytes: 4_700_000,
    contentHash: hash,
  })),
};

export function aRun(over: Partial<Run> = {}): Run {
  return {
    id: testRun,
    tenantId: testTenant,
    agentId: testAgent,
    job: "retain",
    fence: 1,
    policyHistory: [],
    attempts: 1,
    status: "partial",
    startedAt: "2026-11-20T01:00:00.000Z",
    executedAt: "2026-11-20T01:04:00.000Z",
    agentVersion: "0.1.0",
    bundleVersion: 7,
    retain: { tables: [someOutcome], inventory: someInventory, savings: someSavings },
    ...over,
  };
}

export const someAgent: AgentView = {
  agentId: testAgent,
  objectId: "00000000-0000-4000-8000-000000000001",
  agentVersion: "0.1.0",
  workspaceResourceId:
    "/subscriptions/00000000-0000-4000-8000-000000000002/resourceGroups/logs/providers/Microsoft.OperationalInsights/workspaces/law-seoul",
  region: "koreacentral",
  enrolledAt: "2026-11-01T00:00:00.000Z",
  jobs: [
    { job: "retain", phase: "unfinished", nextDueAt: "2026-11-20T05:00:00.000Z", runId: testRun },
    { job: "prevent", phase: "never-ran" },
    { job: "detect", phase: "done", nextDueAt: "2026-11-20T00:00:00.000Z" },
  ],
};

export const someHold: LegalHold = aLegalHold({ tables: ["SecurityEvent"], from: "2026-10-01T00:00:00.000Z" });
