import { type AvailableJob, cadenceMinutes } from "@logdoctor/shared-policies";

const usual = [5, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 4320, 10_080];

/** Minutes that may be chosen for a job: the usual ones within its limits, its default, and what it has now. */
export function cadenceChoices(job: AvailableJob, now: number): readonly number[] {
  const limits = cadenceMinutes[job];
  const within = usual.filter((minutes) => minutes >= limits.min && minutes <= limits.max);
  return [...new Set([...within, limits.default, now])].toSorted((a, b) => a - b);
}
