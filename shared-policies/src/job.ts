import { z } from "zod";

export const Job = z.enum(["retain", "prevent", "detect", "filter"]);
export type Job = z.infer<typeof Job>;

export const jobs = Job.options;

const minute = 60_000;

/** Minutes between two runs of a job: the plan's cadence and the limits within which a tenant may change it. */
export const cadenceMinutes = {
  retain: { default: 24 * 60, min: 60, max: 7 * 24 * 60 },
  prevent: { default: 6 * 60, min: 30, max: 24 * 60 },
  detect: { default: 30, min: 5, max: 240 },
  filter: { default: 5, min: 5, max: 60 },
} as const satisfies Record<Job, { default: number; min: number; max: number }>;

/** A tenant's own cadence per job, in minutes; a job that is not named keeps its default. */
export const CadenceOverrides = z.strictObject({
  retain: z.int().min(cadenceMinutes.retain.min).max(cadenceMinutes.retain.max).optional(),
  prevent: z.int().min(cadenceMinutes.prevent.min).max(cadenceMinutes.prevent.max).optional(),
  detect: z.int().min(cadenceMinutes.detect.min).max(cadenceMinutes.detect.max).optional(),
  filter: z.int().min(cadenceMinutes.filter.min).max(cadenceMinutes.filter.max).optional(),
});
export type CadenceOverrides = z.infer<typeof CadenceOverrides>;

/** Milliseconds between two runs of `job` for a tenant. */
export function cadenceOf(job: Job, overrides: CadenceOverrides): number {
  return (overrides[job] ?? cadenceMinutes[job].default) * minute;
}
