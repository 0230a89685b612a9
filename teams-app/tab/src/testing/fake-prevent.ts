import {
  type Alert,
  type AlertSettings,
  type AlertSettingsInput,
  answerViolation,
  checkAlertSettings,
  type FindingAction,
  isOpenViolation,
  type listAlerts,
  type listPreventFindings,
  type PreventionRuleInput,
  type RuleDiagnostic,
  type RuleSettings,
  type StoredPreventionRule,
  type Violation,
} from "@logdoctor/shared-policies";
import { testTenant } from "@logdoctor/shared-policies/testing";
import type { z } from "zod";
import { type Asked, me } from "./asked.ts";
import { testNow as now } from "./documents.ts";
import { someRules, someTrend } from "./prevent-documents.ts";
import { aProblem, Refusal } from "./refusal.ts";

/** What the fake provider knows of Prevent. */
export interface FakePreventState {
  violations: (Violation & { readonly etag: string })[];
  preventionRules: StoredPreventionRule[];
  alertSettings: AlertSettings;
  alerts: Alert[];
  changes: number;
}

type Answer = (state: FakePreventState, asked: Asked) => unknown;

/** Puts a finding into the state, by its cost, as a run or a person with another browser would. */
export function storeViolation(state: FakePreventState, violation: Violation): Violation & { etag: string } {
  const stored = { ...violation, etag: nextEtag(state) };
  const others = state.violations.filter(({ finding }) => finding.id !== violation.finding.id);
  const cost = ({ finding }: Violation): number => finding.usdPerMonth ?? 0;
  state.violations = [...others, stored].toSorted((a, b) => cost(b) - cost(a));
  return stored;
}

/** Answers a finding as another person would. */
export function answerAs(state: FakePreventState, name: string, id: string, action: FindingAction): void {
  answer(state, violationOf(state, { id }), { action, reason: "", actor: { kind: "person", id: name, name } });
}

/** Changes a rule as another person would. */
export function storeRule(state: FakePreventState, rule: StoredPreventionRule): StoredPreventionRule {
  const stored = { ...rule, etag: nextEtag(state) };
  const others = state.preventionRules.filter(({ id }) => id !== rule.id);
  state.preventionRules = [...others, stored];
  return stored;
}

/** Changes the alert settings as another person would. */
export function storeAlertSettings(
  state: FakePreventState,
  input: AlertSettingsInput,
  changedBy: string,
): AlertSettings {
  state.alertSettings = { ...input, etag: nextEtag(state), changedAt: now, changedBy };
  return state.alertSettings;
}

/** What each endpoint of Prevent answers, by its id. */
export const preventAnswers: Record<string, Answer> = {
  listPreventFindings: (state, { query }) => listed(state, query as Listing),
  getPreventFinding: (state, { params }) => {
    const violation = violationOf(state, params);
    const { transitions, alerts } = violation;
    return { ...shown(state, violation), transitions, alerts, trend: someTrend };
  },
  actOnFinding: (state, { params, body, ifMatch }) => {
    const violation = matching(violationOf(state, params), ifMatch);
    return shown(state, answer(state, violation, { ...(body as Answered), actor: me }));
  },
  listPreventionRules: ({ preventionRules }) => ({ items: preventionRules }),
  setShippedRule: (state, { params, body, ifMatch }) => {
    const rule = matching(ruleOf(state, params), ifMatch);
    const { isActive, threshold = rule.defaultThreshold ?? rule.threshold } = body as RuleSettings;
    return storeRule(state, { ...rule, isActive, threshold });
  },
  createPreventionRule: (state, { body }) => {
    refuseBroken(body as PreventionRuleInput);
    return storeRule(state, own(`rule-own-${state.changes + 10}`, body as PreventionRuleInput));
  },
  updatePreventionRule: (state, { params, body, ifMatch }) => {
    const { id } = matching(ruleOf(state, params), ifMatch);
    refuseBroken(body as PreventionRuleInput);
    return storeRule(state, own(id, body as PreventionRuleInput));
  },
  deletePreventionRule: (state, { params, ifMatch }) => {
    const { id } = matching(ruleOf(state, params), ifMatch);
    state.preventionRules = state.preventionRules.filter((rule) => rule.id !== id);
    return undefined;
  },
  validatePreventionRule: (_, { body }) => ({ diagnostics: diagnosticsOf((body as PreventionRuleInput).kqlQuery) }),
  listAlerts: ({ alerts }, { query }) => {
    const { outcome } = query as z.output<typeof listAlerts.query>;
    return { items: alerts.filter((alert) => alert.outcome === (outcome ?? alert.outcome)) };
  },
  getAlertSettings: ({ alertSettings }) => alertSettings,
  updateAlertSettings: (state, { body, ifMatch }) => {
    matching(state.alertSettings, ifMatch);
    const errors = checkAlertSettings(body as AlertSettingsInput);
    if (errors.length > 0) throw new Refusal(aProblem("invalid-request", "The settings do not fit.", errors));
    return storeAlertSettings(state, body as AlertSettingsInput, me.name);
  },
};

type Listing = z.output<typeof listPreventFindings.query>;
type Answered = { readonly action: FindingAction; readonly reason: string; readonly until?: string };

function nextEtag(state: FakePreventState): string {
  state.changes++;
  return `"${state.changes}"`;
}

function missing(what: string): never {
  throw new Refusal(aProblem("not-found", `There is no such ${what}.`));
}

function violationOf({ violations }: FakePreventState, { id }: Record<string, string>) {
  return violations.find(({ finding }) => finding.id === id) ?? missing("finding");
}

function ruleOf({ preventionRules }: FakePreventState, { id }: Record<string, string>): StoredPreventionRule {
  return preventionRules.find((rule) => rule.id === id) ?? missing("rule");
}

function matching<T extends { readonly etag: string }>(stored: T, ifMatch: string | null): T {
  if (ifMatch === null) throw new Refusal(aProblem("precondition-required", "If-Match is missing."));
  if (stored.etag !== ifMatch) throw new Refusal(aProblem("precondition-failed", "Read it again and repeat."));
  return stored;
}

function answer(state: FakePreventState, violation: Violation, given: Answered & { actor: typeof me }) {
  const answered = answerViolation(violation, { ...given, now: new Date(now) });
  if (answered === undefined) throw new Refusal(aProblem("finding-state", `Its state allows no ${given.action}.`));
  return storeViolation(state, answered);
}

function shown({ preventionRules, alertSettings }: FakePreventState, violation: Violation & { readonly etag: string }) {
  const { finding, transitions: _, alerts: __, ...rest } = violation;
  const named = [...preventionRules, ...someRules].find(({ id }) => id === finding.ruleId);
  const team = alertSettings.teams.find(({ id }) => id === violation.teamId);
  return { ...finding, ...rest, ruleName: named?.ruleName ?? finding.ruleId, teamName: team?.name };
}

function listed(state: FakePreventState, { limit, cursor, state: wanted, ruleId, table, open }: Listing) {
  const found = state.violations.filter(
    ({ state: at, finding }) =>
      at === (wanted ?? at) &&
      finding.ruleId === (ruleId ?? finding.ruleId) &&
      finding.table === (table ?? finding.table) &&
      (open === undefined || isOpenViolation(at) === (open === "true")),
  );
  const start = Number(cursor ?? "0");
  const items = found.slice(start, start + limit).map((violation) => shown(state, violation));
  return start + limit < found.length ? { items, nextCursor: String(start + limit) } : { items };
}

function own(id: string, input: PreventionRuleInput): StoredPreventionRule {
  const facts = { origin: "custom" as const, description: "", version: "1.0.1", createdAt: now, etag: "" };
  return { ...input, ...facts, id, tenantId: testTenant };
}

/** The fake knows one mistake: a line that names the column Servise. */
function diagnosticsOf(kqlQuery: string): RuleDiagnostic[] {
  return kqlQuery.split("\n").flatMap((text, index) => {
    const column = text.indexOf("Servise") + 1;
    if (column === 0) return [];
    return [{ code: "unknown-column", message: "There is no column Servise.", line: index + 1, column }];
  });
}

function refuseBroken({ kqlQuery }: PreventionRuleInput): void {
  const errors = diagnosticsOf(kqlQuery).map(({ message, line, column }) => ({
    pointer: "/kqlQuery",
    detail: `${message} (line ${line}, column ${column})`,
  }));
  if (errors.length > 0) throw new Refusal(aProblem("rule-refused", "The rule is not accepted.", errors));
}
