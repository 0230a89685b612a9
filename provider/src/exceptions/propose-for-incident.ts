import { hash } from "node:crypto";
import { type StoredIncident, suggestException } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { AppError } from "../http/app-error.ts";
import { storeProposal } from "./propose-exception.ts";

/** How long an exception is to live that nobody gave a time. */
const suggestedDays = 90;

/**
 * Proposes the narrowest exception for an incident that was found harmless, once; an admin still decides. What was
 * settled stands, whether or not a proposal can be stored: people can make one themselves.
 */
export async function proposeForIncident(ctx: RequestContext, incident: StoredIncident): Promise<void> {
  const tests = suggestException(incident);
  const ships = ctx.deps.patterns.some(({ id }) => id === incident.patternId);
  if (tests === undefined || !ships || incident.verdict?.verdict !== "falsePositive") return;
  const { patternId, id: incidentId, verdict } = incident;
  const reason = verdict.reason.trim().length < 3 ? "Found to be harmless" : verdict.reason.slice(0, 500);
  // The same incident makes the same id, so that its second dismissal proposes nothing new.
  const random = hash("sha256", incidentId, "hex");
  try {
    await storeProposal(ctx, { patternId, tests, reason, days: suggestedDays, incidentId }, random);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}
