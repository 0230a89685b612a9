import { z } from "zod";

/** The plan's lifecycle (3-5). `Detected` is left at once: the provider opens the incident in the same write. */
export const IncidentStatus = z.enum([
  "Detected",
  "Open",
  "Investigating",
  "Blocking",
  "FalsePositive",
  "Resolved",
  "PatternUpdated",
]);
export type IncidentStatus = z.infer<typeof IncidentStatus>;

export const IncidentAction = z.enum([
  "open",
  "investigate",
  "block",
  "falsePositive",
  "resolve",
  "patternUpdated",
  "reopen",
]);
export type IncidentAction = z.infer<typeof IncidentAction>;

const STEPS: Readonly<Record<IncidentStatus, Partial<Record<IncidentAction, IncidentStatus>>>> = {
  Detected: { open: "Open" },
  Open: { investigate: "Investigating" },
  Investigating: { block: "Blocking", falsePositive: "FalsePositive" },
  Blocking: { resolve: "Resolved" },
  FalsePositive: { patternUpdated: "PatternUpdated", reopen: "Open" },
  Resolved: { reopen: "Open" },
  PatternUpdated: { reopen: "Open" },
};

/** The state after `action`, or undefined where the lifecycle has no such step. */
export function nextStatus(status: IncidentStatus, action: IncidentAction): IncidentStatus | undefined {
  return STEPS[status][action];
}

/** What a person may do in a state, in the order of the lifecycle. */
export function actionsOf(status: IncidentStatus): IncidentAction[] {
  return IncidentAction.options.filter((action) => action !== "open" && STEPS[status][action] !== undefined);
}

/** Whether the incident needs nobody any more. */
export function isClosed(status: IncidentStatus): boolean {
  return status === "Resolved" || status === "PatternUpdated" || status === "FalsePositive";
}

/**
 * The steps by which one choice on a card gets there: who confirms or dismisses an incident that nobody took up yet has
 * also begun to investigate it. Undefined where there is no way.
 */
export function pathOf(status: IncidentStatus, action: IncidentAction): IncidentAction[] | undefined {
  if (nextStatus(status, action) !== undefined) return [action];
  const viaInvestigation = status === "Open" && (action === "block" || action === "falsePositive");
  return viaInvestigation ? ["investigate", action] : undefined;
}
