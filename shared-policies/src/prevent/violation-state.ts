import { z } from "zod";

/** The plan's states of what a rule finds (2-5). */
export const ViolationState = z.enum([
  "Unmonitored",
  "Monitored",
  "Clean",
  "Violated",
  "Alerted",
  "ActionTaken",
  "Ignored",
  "Escalated",
]);
export type ViolationState = z.infer<typeof ViolationState>;

export const ViolationStep = z.enum([
  /** A rule covers it. */
  "register",
  /** Its rule was switched off or deleted. */
  "unregister",
  /** A run looked again. */
  "recheck",
  "clean",
  "violate",
  "alert",
  /** A person saw it; moves nothing and stops the count of unanswered alerts. */
  "acknowledge",
  "act",
  /** A person decided to live with it, or nobody answered. */
  "ignore",
  "escalate",
]);
export type ViolationStep = z.infer<typeof ViolationStep>;

type Steps = Partial<Record<ViolationStep, ViolationState>>;

const answers: Steps = { act: "ActionTaken", ignore: "Ignored" };
/** Steps that the plan does not draw: from where it leads nowhere, a run that looks again leads on. */
const everywhere: Steps = { recheck: "Monitored", unregister: "Unmonitored" };

const STEPS: Readonly<Record<ViolationState, Steps>> = {
  Unmonitored: { register: "Monitored" },
  Monitored: { clean: "Clean", violate: "Violated", unregister: "Unmonitored" },
  Clean: everywhere,
  Violated: { ...everywhere, ...answers, alert: "Alerted", acknowledge: "Violated" },
  // A rise in severity violates anew, so that it is alerted anew.
  Alerted: { ...everywhere, ...answers, violate: "Violated", acknowledge: "Alerted" },
  ActionTaken: { ...everywhere, ignore: "Ignored" },
  Ignored: { ...everywhere, act: "ActionTaken", ignore: "Ignored", violate: "Violated", escalate: "Escalated" },
  Escalated: { ...everywhere, ...answers, violate: "Violated", acknowledge: "Escalated" },
};

/** The state after a step, or undefined where there is no such step. */
export function nextViolationState(state: ViolationState, step: ViolationStep): ViolationState | undefined {
  return STEPS[state][step];
}

/** What people can do about a finding, as cards and the tab offer it. */
export const FindingAction = z.enum(["acknowledge", "actionTaken", "ignore"]);
export type FindingAction = z.infer<typeof FindingAction>;

const stepOf: Readonly<Record<FindingAction, ViolationStep>> = {
  acknowledge: "acknowledge",
  actionTaken: "act",
  ignore: "ignore",
};

/** The step that a person's action takes. */
export function stepOfAction(action: FindingAction): ViolationStep {
  return stepOf[action];
}

/** What a person may do in a state. */
export function findingActionsOf(state: ViolationState): FindingAction[] {
  return FindingAction.options.filter((action) => nextViolationState(state, stepOf[action]) !== undefined);
}

/** Whether a finding still needs somebody, or its next run. */
export function isOpenViolation(state: ViolationState): boolean {
  return state !== "Clean" && state !== "Unmonitored";
}
