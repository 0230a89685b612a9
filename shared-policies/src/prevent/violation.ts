import { z } from "zod";
import { Actor } from "../detect/incident.ts";
import { DocumentId, Instant, RunId } from "../ids.ts";
import { FindingAlert, HeldReason } from "./alert.ts";
import { PreventionSeverity } from "./documents.ts";
import { PreventFinding } from "./finding.ts";
import { ViolationState, ViolationStep } from "./violation-state.ts";

/** One step of a finding's life; the list of them only grows at its end. */
export const ViolationTransition = z.object({
  step: ViolationStep,
  from: ViolationState,
  to: ViolationState,
  at: Instant,
  actor: Actor,
  reason: z.string().max(1000),
});
export type ViolationTransition = z.infer<typeof ViolationTransition>;

export const maxViolationTransitions = 200;
export const maxFindingAlerts = 60;

/** What is kept of one finding over its life: how it was found last, where it stands, and what people were told. */
export const Violation = z.object({
  /** As the last run that found it reported it. */
  finding: PreventFinding,
  state: ViolationState,
  firstReportedAt: Instant,
  lastReportedAt: Instant,
  /** Last run that found it. */
  lastRunId: RunId,
  /** End of what runs covered that found it, or looked and did not. */
  coveredTo: Instant,
  /** Last alert, and the severity that it told. */
  alertedAt: Instant.optional(),
  alertedSeverity: PreventionSeverity.optional(),
  cardId: z.string().optional(),
  /** Alerts in a row that nobody answered. */
  unanswered: z.int().nonnegative(),
  /** Since its last alert. */
  answered: z.boolean(),
  acknowledged: z.object({ at: Instant, actor: Actor }).optional(),
  /** A person's decision to live with it, at the severity that it had. */
  ignored: z
    .object({
      at: Instant,
      actor: Actor,
      reason: z.string().max(1000),
      until: Instant.optional(),
      severity: PreventionSeverity,
    })
    .optional(),
  /** Last time that a person said it was changed, or a run no longer found what it had alerted. */
  actedAt: Instant.optional(),
  /** Why its alert is held back now, and since which run. */
  held: z.object({ reason: HeldReason, at: Instant, runId: RunId, until: Instant.optional() }).optional(),
  transitions: z.array(ViolationTransition).max(maxViolationTransitions),
  /** Steps before those that are kept. */
  earlierTransitions: z.int().nonnegative(),
  /** What was decided about it, newest last. */
  alerts: z.array(FindingAlert).max(maxFindingAlerts),
  teamId: DocumentId.optional(),
});
export type Violation = z.infer<typeof Violation>;
