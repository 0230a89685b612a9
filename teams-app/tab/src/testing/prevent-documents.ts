import {
  type Alert,
  type AlertSettings,
  defaultAlertSettings,
  type FindingAlert,
  type PreventFinding,
  RunId,
  type StoredPreventionRule,
  type TrendPoint,
  takeViolationSteps,
  type Violation,
} from "@logdoctor/shared-policies";
import { aPreventFinding, testTenant } from "@logdoctor/shared-policies/testing";

const runId = RunId.parse("run_prevent001");
const agent = { kind: "agent" as const, id: "agt_testing00" };
const shop = "/subscriptions/0/resourcegroups/shop/providers/microsoft.web/sites";

/** A violated finding, as the provider keeps it after the run that found it. */
export function aViolation(over: Partial<PreventFinding> = {}): Violation {
  const found = "2026-11-18T01:00:00.000Z";
  const finding = aPreventFinding(over);
  const born: Violation = {
    ...{ finding, state: "Unmonitored", firstReportedAt: found, lastReportedAt: "2026-11-20T01:00:00.000Z" },
    ...{ lastRunId: runId, coveredTo: "2026-11-20T01:00:00.000Z", unanswered: 0, answered: false },
    ...{ transitions: [], earlierTransitions: 0, alerts: [], teamId: "everyone" },
  };
  const reason = `${finding.currentValue} against ${finding.threshold} of ${finding.ruleId}`;
  return takeViolationSteps(born, ["register", "violate"], { actor: agent, reason, now: new Date(found) });
}

const sent: FindingAlert = {
  ...{ at: "2026-11-18T23:00:00.000Z", outcome: "sent", kind: "violation", severity: "MEDIUM", teamId: "everyone" },
  cardId: "pvc_testing001",
};
const held: FindingAlert = {
  ...{ at: "2026-11-18T12:00:00.000Z", outcome: "held", kind: "violation", severity: "MEDIUM", teamId: "everyone" },
  ...{ reason: "quiet-hours", until: "2026-11-18T23:00:00.000Z" },
};

/** A finding that its team was told of, after the quiet hours of the night. */
function anAlertedViolation(over: Partial<PreventFinding> = {}): Violation {
  const move = { actor: { kind: "provider" as const, id: "provider" }, reason: "", now: new Date(sent.at) };
  const told = takeViolationSteps(aViolation(over), ["alert"], move);
  return { ...told, alertedAt: sent.at, alertedSeverity: "MEDIUM", unanswered: 1, alerts: [held, sent] };
}

/** The findings of a tenant in full use; those that cost most are found first. */
export const someViolations: Violation[] = [
  anAlertedViolation({
    ...{ id: "pvf_testing01", count: 540_000, perHour: 118_000, bytes: 780_000_000, shareOfVolume: 0.41 },
    ...{ gbPerMonth: 93.6, usdPerMonth: 258.34, severity: "HIGH", currentValue: 540_000 },
  }),
  aViolation({
    ...{ id: "pvf_testing02", ruleId: "high-frequency-log", ruleType: "FrequencyCheck", change: "sample" },
    ...{ template: "Order <*> paid with <*> in <*> ms", service: "payments", callSite: "Payments.Checkout" },
    ...{ level: "Information", count: 96_000, perHour: 21_400, shareOfVolume: 0.18, currentValue: 21_400 },
    ...{ gbPerMonth: 31.2, usdPerMonth: 86.11, threshold: 100, resource: `${shop}/payments` },
  }),
  aViolation({
    ...{ id: "pvf_testing03", ruleId: "oversized-entry", ruleType: "SizeCheck", change: "truncate", level: "Error" },
    ...{ template: 'Request refused, body: {"order":<*>}', service: "payments", largestBytes: 262_144 },
    ...{ gbPerMonth: 12.5, usdPerMonth: 34.5, threshold: 50, currentValue: 256, shareOfVolume: 0.07 },
    ...{ table: "AppExceptions", perHour: 40, resource: `${shop}/payments` },
  }),
  aViolation({
    ...{ id: "pvf_testing04", ruleId: "health-check-chatter", ruleType: "FrequencyCheck", change: "suppress" },
    ...{ template: "GET /healthz answered <*> in <*>ms", table: "ContainerLogV2", service: "cart-api" },
    ...{ gbPerMonth: 9.1, usdPerMonth: 25.12, threshold: 30, currentValue: 720, perHour: 720, shareOfVolume: 0.05 },
    ...{ severity: "LOW", resource: "/subscriptions/0/resourcegroups/shop/providers/microsoft.containerservice/aks" },
  }),
  tableFinding(),
  freeFinding(),
];

/** A finding about a whole table: it has no message, no service and no resource. */
function tableFinding(): Violation {
  const violation = aViolation({
    ...{ id: "pvf_testing05", ruleId: "unused-table", ruleType: "UsageCheck", change: "lower-table-plan" },
    ...{ table: "LegacyAudit_CL", resource: "", gbPerMonth: 4.2, usdPerMonth: 11.6, threshold: 29 },
    ...{ currentValue: 30, shareOfVolume: 1, severity: "LOW" },
  });
  const { template: _, templateId: __, service: ___, callSite: ____, level: _____, ...finding } = violation.finding;
  return { ...violation, finding };
}

/** Rows of a table for which Azure bills nothing. */
function freeFinding(): Violation {
  const violation = aViolation({
    ...{ id: "pvf_testing06", table: "AzureActivity", template: "Heartbeat <*>", level: "Trace", service: "probe" },
    ...{ ruleId: "unused-trace", change: "suppress", gbPerMonth: 0.4, severity: "LOW", shareOfVolume: 0.9 },
    ...{ bytes: 0, perHour: 60 },
  });
  const { usdPerMonth: _, ...finding } = violation.finding;
  return { ...violation, finding };
}

/** Eight runs of six hours; one of them did not read the table. */
export const someTrend: TrendPoint[] = [0, 900, 2400, 2600, undefined, 3100, 5200, 6000].map((count, index) => {
  const to = Date.parse("2026-11-20T01:00:00.000Z") - (7 - index) * 21_600_000;
  return {
    runId: RunId.parse(`run_prevent00${index}`),
    from: new Date(to - 21_600_000).toISOString(),
    to: new Date(to).toISOString(),
    ...(count === undefined ? {} : { count, bytes: count * 1000 }),
    violates: (count ?? 0) > 1000,
  };
});

/** A rule as it ships. */
function aPreventionRule(over: Partial<StoredPreventionRule> = {}): StoredPreventionRule {
  return {
    ...{ id: "debug-in-prod", tenantId: testTenant, ruleName: "Debug logs in production", ruleType: "LevelCheck" },
    ...{ targetLogCategory: "*", kqlQuery: 'LogRecords | where Level == "Debug"', threshold: 0, defaultThreshold: 0 },
    recommendedAction: "Raise the log level of this logger to Information or above in production.",
    description: "Rows of level Debug from a resource that is not for development or tests.",
    ...{ isActive: true, createdAt: "2026-11-01T00:00:00.000Z", origin: "shipped", version: "1.0.0" },
    ...{ change: "raise-level", etag: "rule-debug" },
    ...over,
  };
}

export const someRules: StoredPreventionRule[] = [
  aPreventionRule(),
  aPreventionRule({
    ...{ id: "high-frequency-log", ruleName: "The same message again and again", ruleType: "FrequencyCheck" },
    ...{ targetLogCategory: "AppTraces, AppExceptions, AppRequests, ContainerLogV2, Syslog, *_CL", threshold: 150 },
    ...{ defaultThreshold: 100, change: "sample", kqlQuery: "LogRecords | where isnotempty(Message)", etag: "rule-2" },
  }),
  aPreventionRule({
    ...{ id: "unused-table", ruleName: "A table that nobody queries", ruleType: "UsageCheck", kqlQuery: "" },
    ...{ threshold: 29, defaultThreshold: 29, change: "lower-table-plan", isActive: false, etag: "rule-3" },
  }),
  aPreventionRule({
    ...{ id: "oversized-entry", ruleName: "A single entry of more than 50 KB", ruleType: "SizeCheck" },
    ...{ threshold: 50, defaultThreshold: 50, change: "truncate", etag: "rule-4" },
  }),
  aPreventionRule({
    ...{ id: "health-check-chatter", ruleName: "Health checks that are logged", ruleType: "FrequencyCheck" },
    ...{ threshold: 30, defaultThreshold: 30, change: "suppress", etag: "rule-5" },
  }),
  aPreventionRule({ id: "unused-trace", ruleName: "Trace logs", change: "suppress", etag: "rule-6" }),
  ownRule(),
];

function ownRule(): StoredPreventionRule {
  const {
    defaultThreshold: _,
    change: __,
    ...rule
  } = aPreventionRule({
    ...{ id: "rule-own-1", ruleName: "Noisy cart", ruleType: "FrequencyCheck", targetLogCategory: "AppTraces" },
    ...{ kqlQuery: 'LogRecords | where Service == "cart"', threshold: 500, recommendedAction: "Log each cart once." },
    ...{ origin: "custom", description: "", version: "1.0.1", etag: "custom-1" },
  });
  return rule;
}

export function someAlertSettings(): AlertSettings {
  return { ...defaultAlertSettings, etag: "alerts-0" };
}

/** What the team of the alerted finding was told, newest first, and what was held back in the night before. */
export const someAlerts: Alert[] = [sent, held].map(({ at, severity: _, ...alert }, index) => ({
  ...{ ...alert, id: `alert-${index}`, sentAt: at, tenantId: testTenant, channel: "19:incidents-kr@thread.tacv2" },
  ...{ violationCount: 2, reportSummary: "2 findings", findingIds: ["pvf_testing01", "pvf_gone0001"] },
}));
