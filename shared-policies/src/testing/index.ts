import type { DetectionFinding, DetectOutcome } from "../detect/finding.ts";
import type { AgentId, RunId, TenantId } from "../ids.ts";
import type { PreventFinding, PreventOutcome } from "../prevent/finding.ts";
import type { RunReport } from "../report.ts";
import type { LegalHold } from "../retain/legal-hold.ts";
import type { RetentionPolicy, RetentionPolicyInput } from "../retain/retention-policy.ts";

export const testTenant = "7a1c1f0e-52b4-4c6e-9a51-0d3a8f2b7c10" as TenantId;
export const testAgent = "agt_testing00" as AgentId;
export const testRun = "run_testing00" as RunId;
const start = "2026-11-01T00:00:00.000Z";

/** A valid policy as a person sends it: class A over SecurityEvent. */
export function aPolicyInput(over: Partial<RetentionPolicyInput> = {}): RetentionPolicyInput {
  return {
    policyName: "Security events",
    logCategory: "Security",
    retentionClass: "A",
    tables: ["SecurityEvent"],
    hotRetentionDays: 14,
    archiveEnabled: true,
    archiveRetentionDays: 365,
    shrinkMethod: "auto",
    isActive: true,
    ...over,
  };
}

/** A valid stored policy. */
export function aPolicy(over: Partial<RetentionPolicy> = {}): RetentionPolicy {
  return {
    id: "security-events",
    tenantId: testTenant,
    ...aPolicyInput(),
    createdAt: start,
    updatedAt: start,
    ...over,
  };
}

/** An active hold over every table. */
export function aLegalHold(over: Partial<LegalHold> = {}): LegalHold {
  return {
    id: "hold-1",
    tenantId: testTenant,
    reason: "Case 4711",
    tables: "all",
    createdBy: "admin",
    createdAt: start,
    ...over,
  };
}

/** A valid report of a finished Retain run that had nothing to do. */
export function aRunReport(over: Partial<RunReport> = {}): RunReport {
  const none = { ingestion: 0, retention: 0, longTerm: 0, archive: 0, total: 0 };
  const savings = {
    priceBookId: "list-2026-koreacentral",
    before: none,
    after: none,
    savedPerMonth: 0,
    ofBill: 0,
    ofRetention: 0,
  };
  return {
    runId: testRun,
    job: "retain",
    fence: 1,
    startedAt: start,
    finishedAt: "2026-11-01T00:01:00.000Z",
    status: "succeeded",
    agentVersion: "0.1.0",
    bundleVersion: 1,
    policyHistory: [],
    retain: { tables: [], inventory: [], savings },
    ...over,
  };
}

/** A valid finding: one request with SQL in it, refused by the server. */
export function aFinding(over: Partial<DetectionFinding> = {}): DetectionFinding {
  const at = "2026-11-09T23:50:00Z";
  const decoded = "/shop?id=1 union select password from users";
  const signals = [{ name: "union-select", weight: 5 }];
  return {
    id: "fnd_testing00",
    patternId: "sql-injection",
    patternVersion: "1.0.0",
    detectionType: "PayloadAttack",
    severity: "CRITICAL",
    score: 8,
    table: "AppServiceHTTPLogs",
    detectedAt: "2026-11-10T00:00:00Z",
    firstSeen: at,
    lastSeen: at,
    sourceIP: "203.0.113.7",
    targetPath: "/shop",
    host: "shop.example",
    userAgent: "Mozilla/5.0",
    matchCount: 1,
    succeeded: 0,
    itemIds: ["item-1"],
    evidence: [{ itemId: "item-1", at, method: "GET", request: decoded, decoded, status: 403, signals }],
    ...over,
  };
}

/** What a run of Detect brings, with these findings. */
export function aDetectOutcome(findings: DetectionFinding[], over: Partial<DetectOutcome> = {}): DetectOutcome {
  const windows = [{ from: "2026-11-09T23:30:00Z", to: "2026-11-10T00:00:00Z" }];
  const counts = { patterns: 20, scanned: 1000, queries: 1, omitted: 0 };
  return { windows, ...counts, findings, excepted: [], skipped: [], ...over };
}

/** A valid finding of Prevent: debug rows of a shop in production. */
export function aPreventFinding(over: Partial<PreventFinding> = {}): PreventFinding {
  return {
    id: "pvf_testing00",
    ruleId: "debug-in-prod",
    ruleVersion: "1.0.0",
    ruleType: "LevelCheck",
    severity: "MEDIUM",
    table: "AppTraces",
    resource: "/subscriptions/0/resourcegroups/shop/providers/microsoft.web/sites/shop",
    service: "shop",
    callSite: "Shop.Cart",
    level: "Debug",
    templateId: "tpl_1",
    template: "Cart <*> has <*> items",
    count: 6000,
    perHour: 1500,
    bytes: 6_000_000,
    shareOfVolume: 0.2,
    gbPerMonth: 0.72,
    usdPerMonth: 1.99,
    firstSeen: "2026-11-09T18:00:00Z",
    lastSeen: "2026-11-09T23:59:00Z",
    currentValue: 6000,
    threshold: 0,
    change: "raise-level",
    itemIds: ["item-1"],
    ...over,
  };
}

/** What a run of Prevent over six hours brings, with these findings; every rule of theirs was analysed. */
export function aPreventOutcome(findings: PreventFinding[], over: Partial<PreventOutcome> = {}): PreventOutcome {
  const rules = [...new Set(["debug-in-prod", "high-frequency-log", ...findings.map(({ ruleId }) => ruleId)])];
  const analyses = rules.map((ruleId) => {
    const worst = findings.find((finding) => finding.ruleId === ruleId);
    const { currentValue = 0, threshold = 0 } = worst ?? {};
    return { ruleId, currentValue, threshold, isViolation: worst !== undefined, detail: "" };
  });
  return {
    window: { from: "2026-11-09T18:00:00.000Z", to: "2026-11-10T00:00:00.000Z" },
    ...{ rules: rules.length, scanned: 10_000, bytes: 30_000_000, queries: 1, omitted: 0 },
    ...{ findings, analyses, broken: [], tables: [], skipped: [] },
    ...over,
  };
}
