import type { Alert, AlertKind, HeldReason } from "./alert.ts";
import type { AlertSettingsInput, AlertTeam } from "./alert-settings.ts";
import { dayAfter, firstWorking, type Holidays, instantAt, localTime, quietAt } from "./calendar.ts";
import { type DayCard, joinableCard, mayPost } from "./card-budget.ts";
import {
  compareCost,
  compareSeverity,
  hasRisen,
  isIgnored,
  noteAlert,
  providerActor,
  takeViolationSteps,
} from "./move-violation.ts";
import { escalationTeamOf, teamOfFinding } from "./route-finding.ts";
import { afterSilence, answerDue, isGraverThanTold } from "./unanswered.ts";
import type { Violation } from "./violation.ts";

/** Findings that come so soon after a team's last message join it. */
export const gatherMs = 15 * 60_000;

export interface AlertInput {
  /** Every violation that is open. */
  readonly violations: readonly Violation[];
  readonly settings: AlertSettingsInput;
  /** Messages of today, in the order in which they were sent. */
  readonly cards: readonly DayCard[];
  readonly holidays: Holidays;
  readonly now: Date;
  readonly newCardId: () => string;
}

/** A message to send, or to change by adding findings to it. */
export interface CardDecision {
  readonly card: DayCard;
  readonly isNew: boolean;
  /** What costs most first. */
  readonly findingIds: readonly string[];
}

export type AlertNote = Pick<Alert, "teamId" | "outcome" | "kind" | "reason" | "until" | "cardId" | "findingIds">;

export interface AlertDecision {
  /** Violations that are not as they were. */
  readonly changed: readonly Violation[];
  readonly cards: readonly CardDecision[];
  /** What was sent, and what was held back and was not noted before. */
  readonly notes: readonly AlertNote[];
  /** When to decide again, if no run comes before. */
  readonly nextAt: Date | undefined;
}

interface Held {
  readonly violation: Violation;
  readonly reason: HeldReason;
  readonly until?: Date | undefined;
}

/**
 * What to tell whom now. Everything that violates is in one card of its team, or is held back with the reason. What became
 * graver, and what is HIGH and not told as it is, goes out at any hour: in a new message while its people's budget lasts,
 * afterwards in the team's last message of the day, which is changed in place.
 */
export function decideAlerts(input: AlertInput): AlertDecision {
  const timed = input.violations.map((violation) => afterSilence(violation, input));
  const judged = timed.map(({ violation, escalated }) => ({ escalated, ...judge(violation, input) }));
  const desk = { input, cards: [...input.cards], decisions: new Map<string, CardDecision>(), notes: [] as AlertNote[] };
  const results = new Map<string, Violation>();
  const escalated = judged.filter((one) => one.escalated).map(({ violation }) => violation);
  const told = judged.filter((one) => one.held === undefined && !one.escalated).map(({ violation }) => violation);
  const lateHeld: Held[] = [];
  for (const [team, group] of byTeam(told, input.settings)) {
    const { sent, held } = tell(desk, { team, violations: group, kind: "violation" });
    for (const one of sent) results.set(one.finding.id, one);
    lateHeld.push(...held);
  }
  for (const [team, group] of byTeam(escalated, input.settings, true)) {
    for (const one of tell(desk, { team, violations: group, kind: "escalation" }).sent)
      results.set(one.finding.id, one);
  }
  const early = judged.flatMap(({ held, escalated: moved }) => (held === undefined || moved ? [] : [held]));
  for (const one of hold(desk, [...early, ...lateHeld])) results.set(one.finding.id, one);
  const after = timed.map(({ violation }) => results.get(violation.finding.id) ?? violation);
  return {
    changed: after.filter((violation, i) => violation !== input.violations[i]),
    cards: [...desk.decisions.values()],
    notes: desk.notes,
    nextAt: nextOf(after, input),
  };
}

interface Desk {
  readonly input: AlertInput;
  readonly cards: DayCard[];
  readonly decisions: Map<string, CardDecision>;
  readonly notes: AlertNote[];
}

interface Judged {
  readonly violation: Violation;
  /** Undefined where it is to be told now. */
  readonly held: Held | undefined;
}

function judge(violation: Violation, input: AlertInput): Judged {
  const held = heldBack(violation, input);
  return { violation, held: held === undefined ? undefined : { violation, ...held } };
}

function heldBack(violation: Violation, { settings, now, holidays }: AlertInput): Omit<Held, "violation"> | undefined {
  const { ignored, state, alertedAt, acknowledged } = violation;
  if (isIgnored(violation, now)) {
    return { reason: "ignored", until: ignored?.until === undefined ? undefined : new Date(ignored.until) };
  }
  if (state === "ActionTaken") return { reason: "awaiting-recheck" };
  const isKnown = acknowledged !== undefined && !hasRisen(violation);
  if (state !== "Violated" || isKnown) return { reason: "already-alerted" };
  if (isUrgent(violation)) return undefined;
  const coolUntil = Date.parse(alertedAt ?? "") + settings.coolDownHours * 3_600_000;
  if (coolUntil > now.getTime()) return { reason: "cool-down", until: new Date(coolUntil) };
  const team = teamOfFinding(settings, violation.finding);
  const quiet = quietAt(team, settings, now, holidays);
  const until = firstWorking(team, settings, now, holidays);
  // A team that never works is told rather than never told.
  return quiet === undefined || until <= now ? undefined : { reason: quiet.reason, until };
}

/** What is told at any hour: HIGH that is not told as it is, and whatever became graver than it was told. */
function isUrgent(violation: Violation): boolean {
  return violation.finding.severity === "HIGH" || hasRisen(violation);
}

type Teams = readonly (readonly [AlertTeam, readonly Violation[]])[];

function byTeam(violations: readonly Violation[], settings: AlertSettingsInput, escalation = false): Teams {
  const teamOf = (violation: Violation): AlertTeam => {
    const team = teamOfFinding(settings, violation.finding);
    return escalation ? escalationTeamOf(settings, team) : team;
  };
  return [...Map.groupBy(violations, teamOf)].toSorted(([a], [b]) => (a.id < b.id ? -1 : 1));
}

interface Telling {
  readonly team: AlertTeam;
  readonly violations: readonly Violation[];
  readonly kind: Exclude<AlertKind, "digest">;
}

function tell(desk: Desk, telling: Telling): { sent: readonly Violation[]; held: readonly Held[] } {
  const { input, cards } = desk;
  const { team, kind } = telling;
  const day = localTime(input.now, input.settings.timeZone).day;
  const inOrder = telling.violations.toSorted(compareSeverityThenCost);
  const urgent = kind === "escalation" ? inOrder : inOrder.filter(isUrgent);
  const last = joinableCard(cards, team.id, day);
  const gathering = last !== undefined && input.now.getTime() - Date.parse(last.at) <= gatherMs;
  const may = (urgently: boolean): boolean => mayPost(input.settings, cards, { team, kind, urgent: urgently, day });
  if (last !== undefined && gathering) return { sent: send(desk, telling, inOrder, last), held: [] };
  if (may(urgent.length > 0)) return { sent: send(desk, telling, inOrder), held: [] };
  const rest = inOrder.filter((violation) => !urgent.includes(violation));
  const until = instantAt(dayAfter(day), "00:00", input.settings.timeZone);
  const held = rest.map((violation) => ({ violation, reason: "budget" as const, until }));
  // Without a message to join, as after a change of settings, what is urgent goes before the budget.
  return { sent: urgent.length === 0 ? [] : send(desk, telling, urgent, last), held };
}

function compareSeverityThenCost(a: Violation, b: Violation): number {
  return compareSeverity(b.finding.severity, a.finding.severity) || compareCost(a, b);
}

function send(desk: Desk, { team, kind }: Telling, violations: readonly Violation[], joined?: DayCard): Violation[] {
  const { input, cards, decisions, notes } = desk;
  const at = input.now.toISOString();
  const day = localTime(input.now, input.settings.timeZone).day;
  const card = joined ?? { id: input.newCardId(), teamId: team.id, kind, day, at };
  if (joined === undefined) cards.push(card);
  const findingIds = violations.map(({ finding }) => finding.id);
  const before = decisions.get(card.id);
  const isNew = joined === undefined || before?.isNew === true;
  decisions.set(card.id, { card, isNew, findingIds: [...(before?.findingIds ?? []), ...findingIds] });
  const outcome = joined === undefined ? "sent" : "joined";
  notes.push({ teamId: team.id, outcome, kind, cardId: card.id, findingIds });
  return violations.map((violation) => {
    const { severity } = violation.finding;
    const noted = noteAlert(violation, { at, outcome, kind, severity, teamId: team.id, cardId: card.id });
    return kind === "escalation" ? { ...noted, cardId: card.id } : alerted(noted, card.id, team, input.now);
  });
}

function alerted({ held: _, acknowledged: __, ...rest }: Violation, cardId: string, team: AlertTeam, now: Date) {
  const move = { actor: providerActor, reason: `Told ${team.name}.`, now };
  const { severity } = rest.finding;
  const fields = { alertedAt: now.toISOString(), alertedSeverity: severity, answered: false, cardId, teamId: team.id };
  return { ...takeViolationSteps(rest, ["alert"], move), ...fields };
}

/** Violations whose alert is held back, each noted once for a run and reason. */
function hold(desk: Desk, held: readonly Held[]): Violation[] {
  const { input, notes } = desk;
  const fresh = held.filter((one) => isNews(one));
  const groups = Map.groupBy(fresh, ({ violation, reason, until }) =>
    JSON.stringify([teamOfFinding(input.settings, violation.finding).id, reason, until]),
  );
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const teamId = teamOfFinding(input.settings, first.violation.finding).id;
    const findingIds = group.map(({ violation }) => violation.finding.id);
    notes.push({ teamId, outcome: "held", kind: "violation", ...reasonOf(first), findingIds });
  }
  return fresh.map((one) => {
    const { violation } = one;
    const at = input.now.toISOString();
    const teamId = teamOfFinding(input.settings, violation.finding).id;
    const { severity } = violation.finding;
    const note = { at, outcome: "held", kind: "violation", severity, teamId, ...reasonOf(one) } as const;
    return { ...noteAlert(violation, note), teamId, held: { at, runId: violation.lastRunId, ...reasonOf(one) } };
  });
}

// What was told of this very run is not held back from it.
function isNews({ violation, reason, until }: Held): boolean {
  const { held, lastRunId, alertedAt, lastReportedAt, actedAt, state } = violation;
  if (held?.runId === lastRunId && held.reason === reason && held.until === until?.toISOString()) return false;
  const toldAt = Math.max(Date.parse(alertedAt ?? "0"), state === "ActionTaken" ? Date.parse(actedAt ?? "0") : 0);
  return state === "Violated" || Date.parse(lastReportedAt) > toldAt;
}

function reasonOf({ reason, until }: Held) {
  return { reason, ...(until === undefined ? {} : { until: until.toISOString() }) };
}

function nextOf(violations: readonly Violation[], input: AlertInput): Date | undefined {
  const times = violations.flatMap((violation) => {
    const due = isGraverThanTold(violation) ? input.now : answerDue(violation, input);
    const until = violation.state === "Violated" ? violation.held?.until : undefined;
    return [...(due === undefined ? [] : [due.getTime()]), ...(until === undefined ? [] : [Date.parse(until)])];
  });
  return times.length === 0 ? undefined : new Date(Math.max(input.now.getTime() + 1000, Math.min(...times)));
}
