import { type CadenceOverrides, cadenceOf, type LeaseState, type RunReport } from "@logdoctor/shared-policies";

const minute = 60_000;
/** How soon a run that failed or was refused is tried again. */
const retryAfterMs = 15 * minute;
const soonestMs = minute;
const latestMs = 24 * 60 * minute;

/**
 * When a job is due after a report: one cadence after the period that a finished run covered, so that runs do not drift;
 * for a run that goes on when it asks, within a minute and a day; after a failure in a quarter of an hour.
 */
export function nextDue(
  state: LeaseState,
  report: RunReport,
  { cadence, now }: { cadence: CadenceOverrides; now: Date },
): Date {
  const nowMs = now.getTime();
  if (report.status === "succeeded") return new Date(Date.parse(state.period.to) + cadenceOf(state.job, cadence));
  if (report.status !== "partial") return new Date(nowMs + retryAfterMs);
  const wanted = report.continueAfter === undefined ? nowMs : Date.parse(report.continueAfter);
  return new Date(Math.min(nowMs + latestMs, Math.max(nowMs + soonestMs, wanted)));
}
