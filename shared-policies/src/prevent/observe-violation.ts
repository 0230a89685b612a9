import type { Actor } from "../detect/incident.ts";
import type { RunId } from "../ids.ts";
import type { PreventFinding, PreventOutcome } from "./finding.ts";
import { hasRisen, isIgnored, providerActor, takeViolationSteps } from "./move-violation.ts";
import type { Violation } from "./violation.ts";
import type { ViolationStep } from "./violation-state.ts";

/** A run that looked, as far as findings are judged by it. */
export interface Observation {
  readonly runId: RunId;
  readonly window: PreventOutcome["window"];
  readonly actor: Actor;
  readonly now: Date;
}

/**
 * What is kept of a finding after a run found it. The same run again changes no state, and one that covers an earlier time
 * than was covered already changes nothing.
 */
export function observeFinding(
  before: Violation | undefined,
  finding: PreventFinding,
  observation: Observation,
): Violation {
  if (before !== undefined && isOld(before, observation)) return before;
  const { runId, window, actor, now } = observation;
  const seen = { finding, lastReportedAt: now.toISOString(), lastRunId: runId, coveredTo: window.to };
  const at: Violation = before === undefined ? born(seen, now) : { ...before, ...seen };
  const registered = takeViolationSteps(at, at.state === "Unmonitored" ? ["register"] : [], {
    actor: providerActor,
    reason: `The rule ${finding.ruleId} covers it.`,
    now,
  });
  const reason = `${finding.currentValue} against ${finding.threshold} of ${finding.ruleId}`;
  const steps = stepsOf(registered, observation);
  const moved = takeViolationSteps(registered, steps, { actor, reason, now });
  return steps.length === 0 ? moved : again(moved, registered);
}

function isOld(before: Violation, { runId, window }: Observation): boolean {
  return before.lastRunId !== runId && Date.parse(window.to) < Date.parse(before.coveredTo);
}

type Seen = Pick<Violation, "finding" | "lastReportedAt" | "lastRunId" | "coveredTo">;

function born(seen: Seen, now: Date): Violation {
  return {
    ...seen,
    ...{ state: "Unmonitored", firstReportedAt: now.toISOString(), unanswered: 0, answered: false },
    ...{ transitions: [], earlierTransitions: 0, alerts: [] },
  };
}

/** What a violation that was found does: it violates anew where it was over, was answered, or became graver. */
function stepsOf(violation: Violation, { window, now }: Observation): readonly ViolationStep[] {
  switch (violation.state) {
    case "Monitored":
      return ["violate"];
    case "Clean":
      return ["recheck", "violate"];
    case "ActionTaken":
      return isAfterChange(violation, window) || hasRisen(violation) ? ["recheck", "violate"] : [];
    case "Ignored":
      return isIgnored(violation, now) ? [] : ["violate"];
    case "Alerted":
    case "Escalated":
      return hasRisen(violation) ? ["violate"] : [];
    default:
      return [];
  }
}

// A run that began before the change saw what was logged before it.
function isAfterChange({ actedAt }: Violation, window: PreventOutcome["window"]): boolean {
  return actedAt === undefined || Date.parse(window.from) >= Date.parse(actedAt);
}

// Whoever answered did so to what it was; alerts that nobody answered go on being counted until three are told.
function again({ acknowledged: _, ...moved }: Violation, { state }: Violation): Violation {
  const counted = state === "Ignored" || state === "Alerted";
  return { ...moved, answered: false, unanswered: counted ? moved.unanswered : 0 };
}

/** What a run says of findings that it did not report. */
export type Absence =
  /** It looked at the rule and the table, and reported all that it found. */
  | "clean"
  /** The rule is switched off, or gone. */
  | "unregistered"
  | "unknown";

export interface AbsenceOptions {
  /** The run did all that it had to. */
  readonly complete: boolean;
}

/** Whether a finding that a run did not report is clean by it. A run that left findings out proves nothing. */
export function absenceOf(
  outcome: Pick<PreventOutcome, "analyses" | "broken" | "omitted" | "skipped">,
  { ruleId, table }: Pick<PreventFinding, "ruleId" | "table">,
  { complete }: AbsenceOptions,
): Absence {
  if (!complete || outcome.broken.some((rule) => rule.ruleId === ruleId)) return "unknown";
  if (!outcome.analyses.some((analysis) => analysis.ruleId === ruleId)) return "unregistered";
  const looked = outcome.omitted === 0 && !outcome.skipped.some((skipped) => skipped.table === table);
  return looked ? "clean" : "unknown";
}

/** What is kept of a finding after a run that did not report it. */
export function observeAbsence(before: Violation, absence: Absence, observation: Observation): Violation {
  const { window, actor, now, runId } = observation;
  if (absence === "unknown" || isOld(before, observation) || before.lastRunId === runId) return before;
  if (absence === "unregistered") {
    const reason = `The rule ${before.finding.ruleId} is no longer applied.`;
    return over(takeViolationSteps(before, ["unregister"], { actor: providerActor, reason, now }));
  }
  if (before.state === "ActionTaken" && !isAfterChange(before, window)) return before;
  const steps: readonly ViolationStep[] = before.state === "Monitored" ? ["clean"] : ["recheck", "clean"];
  const wentAway = before.state === "ActionTaken" ? {} : { actedAt: before.coveredTo };
  const cleaned = takeViolationSteps(before, steps, { actor, reason: "The run no longer finds it.", now });
  return { ...over(cleaned), ...wentAway, coveredTo: window.to };
}

function over({ held: _, acknowledged: __, ...violation }: Violation): Violation {
  return { ...violation, answered: false, unanswered: 0 };
}
