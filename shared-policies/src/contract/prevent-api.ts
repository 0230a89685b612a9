import { z } from "zod";
import { DocumentId, Instant, RunId, TableName } from "../ids.ts";
import { Alert, AlertOutcome, HeldReason } from "../prevent/alert.ts";
import { AlertSettingsInput } from "../prevent/alert-settings.ts";
import { PreventionRule, PreventionRuleInput, PreventionSeverity, RuleSettings } from "../prevent/documents.ts";
import { PreventFinding, RecommendedChange } from "../prevent/finding.ts";
import { MeasuredSaving } from "../prevent/measure-saving.ts";
import { Violation } from "../prevent/violation.ts";
import { FindingAction, ViolationState } from "../prevent/violation-state.ts";
import { defineEndpoint } from "./endpoint.ts";
import { listOf, page, readers } from "./lists.ts";

const developers = ["responder", "admin"] as const;
const ruleParam = z.object({ id: DocumentId });
const findingParam = z.object({ id: PreventFinding.shape.id });

/** A rule as a tenant sees it: one that ships with what the tenant set, or one of its own. */
export const StoredPreventionRule = PreventionRule.extend({
  origin: z.enum(["shipped", "custom"]),
  description: z.string().max(4000),
  version: z.string().max(20),
  severity: PreventionSeverity.optional(),
  change: RecommendedChange.optional(),
  /** What a rule ships with; absent for the tenant's own. */
  defaultThreshold: PreventionRule.shape.threshold.optional(),
  /** Rows of the common shape that it looks at; empty for rules that look at the workspace itself. */
  kqlQuery: z.string().max(10_000),
  etag: z.string(),
});
export type StoredPreventionRule = z.infer<typeof StoredPreventionRule>;

export const listPreventionRules = defineEndpoint({
  id: "listPreventionRules",
  method: "GET",
  path: "/v1/prevention-rules",
  summary: "List the rules that ship with what this tenant set, and the tenant's own",
  roles: readers,
  response: listOf(StoredPreventionRule),
});

export const setShippedRule = defineEndpoint({
  id: "setShippedRule",
  method: "PUT",
  path: "/v1/prevention-rules/{id}/settings",
  summary: "Switch a rule that ships on or off, or set its threshold",
  roles: ["admin"],
  params: ruleParam,
  body: RuleSettings.omit({ ruleId: true }),
  response: StoredPreventionRule,
  concurrency: "if-match",
});

export const createPreventionRule = defineEndpoint({
  id: "createPreventionRule",
  method: "POST",
  path: "/v1/prevention-rules",
  summary: "Add a rule; one that does not bind, matches everything or is too expensive is refused",
  roles: ["admin"],
  status: 201,
  body: PreventionRuleInput,
  response: StoredPreventionRule,
  concurrency: "etag",
});

export const updatePreventionRule = defineEndpoint({
  id: "updatePreventionRule",
  method: "PUT",
  path: "/v1/prevention-rules/{id}",
  summary: "Replace a rule of the tenant's own",
  roles: ["admin"],
  params: ruleParam,
  body: PreventionRuleInput,
  response: StoredPreventionRule,
  concurrency: "if-match",
});

export const deletePreventionRule = defineEndpoint({
  id: "deletePreventionRule",
  method: "DELETE",
  path: "/v1/prevention-rules/{id}",
  summary: "Delete a rule of the tenant's own",
  roles: ["admin"],
  status: 204,
  params: ruleParam,
  response: z.undefined(),
  concurrency: "if-match",
});

/** Something about a rule's KQL, and where in it; line and column begin at 1. */
export const RuleDiagnostic = z.object({
  code: z.string().max(60),
  message: z.string().max(1000),
  line: z.int().positive(),
  column: z.int().positive(),
});
export type RuleDiagnostic = z.infer<typeof RuleDiagnostic>;

export const validatePreventionRule = defineEndpoint({
  id: "validatePreventionRule",
  method: "POST",
  path: "/v1/prevention-rules/validate",
  summary: "Check a rule without storing it; no diagnostics mean that it would be taken",
  roles: readers,
  body: PreventionRuleInput,
  response: z.object({ diagnostics: z.array(RuleDiagnostic).max(100) }),
});

/** A finding with where it stands; lists leave out its history. */
export const StoredPreventFinding = z.object({
  ...PreventFinding.shape,
  ...Violation.omit({ finding: true, transitions: true, alerts: true }).shape,
  ruleName: z.string(),
  teamName: z.string().optional(),
  etag: z.string(),
});
export type StoredPreventFinding = z.infer<typeof StoredPreventFinding>;

export const listPreventFindings = defineEndpoint({
  id: "listPreventFindings",
  method: "GET",
  path: "/v1/prevent-findings",
  summary: "List findings, those that cost most first",
  roles: readers,
  query: page.extend({
    state: ViolationState.optional(),
    ruleId: DocumentId.optional(),
    table: TableName.optional(),
    /** Findings of no state but these: `true` leaves out what is clean or no longer monitored. */
    open: z.enum(["true", "false"]).optional(),
  }),
  response: listOf(StoredPreventFinding),
});

/** What one run saw of a finding. */
export const TrendPoint = z.object({
  runId: RunId,
  from: Instant,
  to: Instant,
  /** Absent where the run did not measure it: it was below the threshold, or its table was not read. */
  count: z.int().nonnegative().optional(),
  bytes: z.int().nonnegative().optional(),
  violates: z.boolean(),
});
export type TrendPoint = z.infer<typeof TrendPoint>;

export const getPreventFinding = defineEndpoint({
  id: "getPreventFinding",
  method: "GET",
  path: "/v1/prevent-findings/{id}",
  summary: "Read one finding with its history, its trend and what was told about it",
  roles: readers,
  params: findingParam,
  response: StoredPreventFinding.extend({
    transitions: Violation.shape.transitions,
    alerts: Violation.shape.alerts,
    /** Oldest first. */
    trend: z.array(TrendPoint).max(120),
    /** Of the last change that somebody reported, once runs have measured what came after. */
    saving: MeasuredSaving.optional(),
  }),
  concurrency: "etag",
});

export const actOnFinding = defineEndpoint({
  id: "actOnFinding",
  method: "POST",
  path: "/v1/prevent-findings/{id}/actions",
  summary: "Acknowledge a finding, say that it was changed, or decide to live with it",
  roles: developers,
  params: findingParam,
  body: z
    .strictObject({
      action: FindingAction,
      /** At least 3 characters for `ignore`. */
      reason: z.string().max(1000).default(""),
      /** With `ignore` only: from then on it is alerted again. */
      until: Instant.optional(),
    })
    .refine(({ action, reason }) => action !== "ignore" || reason.trim().length >= 3, {
      path: ["reason"],
      message: "Say why, in at least 3 characters.",
    })
    .refine(({ action, until }) => action === "ignore" || until === undefined, {
      path: ["until"],
      message: "Only what is ignored has an end.",
    }),
  response: StoredPreventFinding,
  concurrency: "if-match",
});

export const listAlerts = defineEndpoint({
  id: "listAlerts",
  method: "GET",
  path: "/v1/alerts",
  summary: "List alerts that were sent, and those held back with the reason, newest first",
  roles: readers,
  query: page.extend({
    outcome: AlertOutcome.optional(),
    reason: HeldReason.optional(),
    teamId: DocumentId.optional(),
    findingId: PreventFinding.shape.id.optional(),
  }),
  response: listOf(Alert),
});

export const AlertSettings = AlertSettingsInput.extend({
  etag: z.string(),
  changedAt: Instant.optional(),
  changedBy: z.string().optional(),
});
export type AlertSettings = z.infer<typeof AlertSettings>;

export const getAlertSettings = defineEndpoint({
  id: "getAlertSettings",
  method: "GET",
  path: "/v1/alert-settings",
  summary: "Read who is alerted of findings, and when",
  roles: readers,
  response: AlertSettings,
  concurrency: "etag",
});

export const updateAlertSettings = defineEndpoint({
  id: "updateAlertSettings",
  method: "PUT",
  path: "/v1/alert-settings",
  summary: "Replace who is alerted of findings, and when",
  roles: ["admin"],
  body: AlertSettingsInput,
  response: AlertSettings,
  concurrency: "if-match",
});

export const preventApi = [
  listPreventionRules,
  setShippedRule,
  createPreventionRule,
  updatePreventionRule,
  deletePreventionRule,
  validatePreventionRule,
  listPreventFindings,
  getPreventFinding,
  actOnFinding,
  listAlerts,
  getAlertSettings,
  updateAlertSettings,
] as const;
