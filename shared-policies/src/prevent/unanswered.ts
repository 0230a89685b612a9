import type { AlertSettingsInput } from "./alert-settings.ts";
import { firstWorking, type Holidays } from "./calendar.ts";
import { hasRisen, providerActor, takeViolationSteps } from "./move-violation.ts";
import { teamOfFinding } from "./route-finding.ts";
import type { Violation } from "./violation.ts";

/** Alerts in a row without an answer after which somebody else is told. */
const alertsUntilEscalation = 3;

interface Waiting {
  readonly settings: AlertSettingsInput;
  readonly holidays: Holidays;
}

/** When an alert counts as not answered: after the cool-down, at a time when the team works. */
export function answerDue(violation: Violation, waiting: Waiting): Date | undefined {
  return violation.state === "Alerted" ? dueOf(violation, waiting) : undefined;
}

function dueOf({ alertedAt, answered, finding }: Violation, { settings, holidays }: Waiting): Date | undefined {
  if (answered || alertedAt === undefined) return undefined;
  const due = new Date(Date.parse(alertedAt) + settings.coolDownHours * 3_600_000);
  return firstWorking(teamOfFinding(settings, finding), settings, due, holidays);
}

/** Whether it escalated when a run found it graver, so that its own team has to be told that next. */
export function isGraverThanTold(violation: Violation): boolean {
  return violation.state === "Escalated" && hasRisen(violation);
}

interface AfterSilence {
  readonly violation: Violation;
  readonly escalated: boolean;
}

/**
 * An alert that nobody answered is as good as ignored; it violates again once a run has found it since. One that became
 * graver only after its time was not answered in time either, whatever comes first, the run or this decision.
 */
export function afterSilence(violation: Violation, input: Waiting & { readonly now: Date }): AfterSilence {
  const move = { actor: providerActor, now: input.now };
  const again = { ...move, reason: "A run has found it again." };
  // One decision stands in one message: the other team's came first.
  if (isGraverThanTold(violation)) {
    return { violation: takeViolationSteps({ ...violation, unanswered: 0 }, ["violate"], again), escalated: false };
  }
  const due = dueOf(violation, input);
  const waitedTo = violation.state === "Alerted" ? input.now : overtakenAt(violation);
  if (due === undefined || waitedTo === undefined || due > waitedTo) return { violation, escalated: false };
  const unanswered = violation.unanswered + 1;
  const reason = `Nobody answered alert ${unanswered} of ${alertsUntilEscalation}.`;
  const ignored = takeViolationSteps({ ...violation, unanswered }, ["ignore"], { ...move, reason });
  if (unanswered >= alertsUntilEscalation) {
    const why = `${unanswered} alerts in a row got no answer.`;
    return { violation: takeViolationSteps(ignored, ["escalate"], { ...move, reason: why }), escalated: true };
  }
  const foundSince = Date.parse(violation.lastReportedAt) > Date.parse(violation.alertedAt ?? "");
  return { violation: takeViolationSteps(ignored, foundSince ? ["violate"] : [], again), escalated: false };
}

/** When a run found an alert that nobody had answered to be graver, where nothing was decided about it since. */
function overtakenAt({ state, transitions }: Violation): Date | undefined {
  const last = transitions.at(-1);
  if (state !== "Violated" || last?.from !== "Alerted" || last.step !== "violate") return undefined;
  // What became graver counts as not answered from then on: only its history tells of an answer to what it was.
  const told = transitions.findLast(({ step }) => step === "alert" || step === "acknowledge");
  return told?.step === "alert" ? new Date(last.at) : undefined;
}
