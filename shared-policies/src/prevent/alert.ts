import { z } from "zod";
import { DocumentId, Instant } from "../ids.ts";
import { AlertHistory, PreventionSeverity } from "./documents.ts";

/** Why an alert was not sent now. */
export const HeldReason = z.enum([
  /** It was alerted, or somebody acknowledged it, and it is no graver. */
  "already-alerted",
  /** It went away and came back within the time in which a finding is alerted once. */
  "cool-down",
  "quiet-hours",
  "holiday",
  /** The team's cards of this day are used up. */
  "budget",
  /** A person decided to live with it. */
  "ignored",
  /** A person said that it was changed, and no run has looked at what came after. */
  "awaiting-recheck",
]);
export type HeldReason = z.infer<typeof HeldReason>;

export const AlertOutcome = z.enum([
  /** In a new message. */
  "sent",
  /** In a message of the same day, which was changed in place. */
  "joined",
  "held",
]);
export type AlertOutcome = z.infer<typeof AlertOutcome>;

/** Why a card goes out. */
export const AlertKind = z.enum(["violation", "escalation", "digest"]);
export type AlertKind = z.infer<typeof AlertKind>;

export const AlertCardId = z.string().regex(/^pvc_[A-Za-z0-9_-]{8,64}$/);

/** One decision about findings of one team: sent, or held back with the reason. */
export const Alert = AlertHistory.extend({
  teamId: DocumentId,
  outcome: AlertOutcome,
  kind: AlertKind,
  /** Where it was held back. */
  reason: HeldReason.optional(),
  /** When it is looked at again, where that is known. */
  until: Instant.optional(),
  cardId: AlertCardId.optional(),
  findingIds: z.array(z.string()).max(300),
});
export type Alert = z.infer<typeof Alert>;

/** What was decided about one finding. */
export const FindingAlert = z.object({
  at: Instant,
  outcome: AlertOutcome,
  kind: AlertKind,
  severity: PreventionSeverity,
  teamId: DocumentId,
  reason: HeldReason.optional(),
  until: Instant.optional(),
  cardId: AlertCardId.optional(),
});
export type FindingAlert = z.infer<typeof FindingAlert>;
