import type { Actor } from "../detect/incident.ts";
import type { FindingAlert } from "./alert.ts";
import type { PreventionSeverity } from "./documents.ts";
import { maxFindingAlerts, maxViolationTransitions, type Violation } from "./violation.ts";
import { type FindingAction, nextViolationState, stepOfAction, type ViolationStep } from "./violation-state.ts";

export interface ViolationMove {
  readonly actor: Actor;
  readonly reason: string;
  readonly now: Date;
}

/** Who takes the steps that nobody else does. */
export const providerActor: Actor = { kind: "provider", id: "provider" };

/** The violation after a step, which is kept in its history; undefined where there is no such step. */
export function takeViolationStep(
  violation: Violation,
  step: ViolationStep,
  { actor, reason, now }: ViolationMove,
): Violation | undefined {
  const from = violation.state;
  const to = nextViolationState(from, step);
  if (to === undefined) return undefined;
  const transitions = [...violation.transitions, { step, from, to, at: now.toISOString(), actor, reason }];
  const over = Math.max(0, transitions.length - maxViolationTransitions);
  return {
    ...violation,
    state: to,
    transitions: transitions.slice(over),
    earlierTransitions: violation.earlierTransitions + over,
  };
}

/** The violation after steps; those that its state does not have are left out. */
export function takeViolationSteps(
  violation: Violation,
  steps: readonly ViolationStep[],
  move: ViolationMove,
): Violation {
  return steps.reduce((at, step) => takeViolationStep(at, step, move) ?? at, violation);
}

export interface Answer extends ViolationMove {
  readonly action: FindingAction;
  /** Of `ignore`: from then on it is alerted again. */
  readonly until?: string | undefined;
}

/** The violation after a person's answer; undefined where its state has no room for it. */
export function answerViolation(violation: Violation, answer: Answer): Violation | undefined {
  const moved = takeViolationStep(violation, stepOfAction(answer.action), answer);
  if (moved === undefined) return undefined;
  const { held: _, ignored: __, ...rest } = moved;
  const at = answer.now.toISOString();
  const { severity } = violation.finding;
  // Whoever answers knows how grave it is: only what becomes graver is told again.
  const answered = { ...rest, answered: true, unanswered: 0, alertedSeverity: severity };
  const { actor, reason, until } = answer;
  if (answer.action === "acknowledge") return { ...answered, acknowledged: { at, actor } };
  if (answer.action === "actionTaken") return { ...answered, actedAt: at };
  return { ...answered, ignored: { at, actor, reason, severity, ...(until === undefined ? {} : { until }) } };
}

const ranks: Readonly<Record<PreventionSeverity, number>> = { LOW: 0, MEDIUM: 1, HIGH: 2 };

/** Above 0 where `a` is the graver one. */
export function compareSeverity(a: PreventionSeverity, b: PreventionSeverity): number {
  return ranks[a] - ranks[b];
}

/** Whether its severity is above the one that people were told. */
export function hasRisen({ finding, alertedSeverity }: Violation): boolean {
  return alertedSeverity !== undefined && compareSeverity(finding.severity, alertedSeverity) > 0;
}

/** Whether a person's decision to live with it still holds: until its end, and while it is no graver than it was. */
export function isIgnored({ ignored, finding }: Violation, now: Date): boolean {
  if (ignored === undefined) return false;
  const ended = ignored.until !== undefined && Date.parse(ignored.until) <= now.getTime();
  return !ended && compareSeverity(finding.severity, ignored.severity) <= 0;
}

/** The violation with what was decided about it now. */
export function noteAlert(violation: Violation, alert: FindingAlert): Violation {
  return { ...violation, alerts: [...violation.alerts, alert].slice(-maxFindingAlerts) };
}

/** Order of findings wherever people see them: what costs most first. */
export function compareCost({ finding: a }: Violation, { finding: b }: Violation): number {
  const byMoney = (b.usdPerMonth ?? 0) - (a.usdPerMonth ?? 0);
  return byMoney || b.gbPerMonth - a.gbPerMonth || (a.id < b.id ? -1 : 1);
}
