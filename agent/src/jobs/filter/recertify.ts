import type { FilteredTable } from "@logdoctor/shared-policies";
import { certify } from "./certify.ts";
import type { FilterContext, TableWork } from "./context.ts";
import { failed } from "./entries.ts";
import type { Applied } from "./journal.ts";
import { someOf, unapproved } from "./unapproved.ts";

/** How long a certificate of a filter that stands is good for: patterns, rules and queries change meanwhile. */
const goodForMs = 24 * 3_600_000;

/**
 * Looks again, once a day, who would miss what a standing filter drops; a certificate of before is void where that has changed. History
 * has only the rows that are let through on purpose: they are a sample, so what it shows as lost is lost, and what could not be played
 * says nothing new. Answers why the filter has to go, or nothing.
 */
export async function recertify(
  context: FilterContext,
  work: TableWork,
  applied: Applied,
): Promise<FilteredTable | undefined> {
  const { clock, outcome, policies, journal } = context;
  const now = clock.now();
  if (now.getTime() - Date.parse(applied.certifiedAt ?? applied.appliedAt) < goodForMs) return undefined;
  const certificate = await certify(context, work, work.inForce);
  outcome.certificates.push(certificate);
  applied.certifiedAt = now.toISOString();
  await journal.save();
  const sure = { ...certificate, watchers: certificate.watchers.filter(({ verdict }) => verdict === "lost") };
  const losses = unapproved(sure, work.inForce, policies.approvedLosses);
  if (losses.length === 0) return undefined;
  const detail = `Something new would lose what it looks for: ${someOf(losses)}.`;
  return { ...failed(applied, detail), state: "refused", refusal: "loss-not-approved", ruleIds: [] };
}
