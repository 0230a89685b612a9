import { z } from "zod";
import { Instant } from "./ids.ts";
import { type CadenceOverrides, cadenceMinutes, Job } from "./job.ts";

/** Jobs that this version can do; settings of the others are neither shown nor taken. */
export const AvailableJob = Job.extract(["retain", "prevent", "detect", "filter"]);
export type AvailableJob = z.infer<typeof AvailableJob>;

export const availableJobs = AvailableJob.options;

function jobSettings(job: AvailableJob) {
  const { min, max } = cadenceMinutes[job];
  return z.strictObject({
    /** An agent gets no lease for a job that is off. */
    enabled: z.boolean(),
    /** Minutes from one run's period to the next; counts from the next run on. */
    cadenceMinutes: z.int().min(min).max(max),
  });
}

/** What a tenant's admin may set, as a whole. What was stored before a job was there has its defaults for it. */
export const SettingsInput = z.strictObject({
  jobs: z.strictObject({
    retain: jobSettings("retain"),
    prevent: jobSettings("prevent").default({ enabled: true, cadenceMinutes: cadenceMinutes.prevent.default }),
    detect: jobSettings("detect"),
    filter: jobSettings("filter").default({ enabled: true, cadenceMinutes: cadenceMinutes.filter.default }),
  }),
});
export type SettingsInput = z.infer<typeof SettingsInput>;

/** A tenant's settings with the ETag that a change to them must name; who changed them last, if anyone did. */
export const Settings = SettingsInput.extend({
  etag: z.string(),
  changedAt: Instant.optional(),
  changedBy: z.string().optional(),
});
export type Settings = z.infer<typeof Settings>;

/** One change of settings, kept for audit: who, when, and both sides of it. */
export const SettingsChange = z.object({
  revision: z.int().positive(),
  changedAt: Instant,
  changedBy: z.string(),
  /** Object id of the person in the tenant's directory. */
  objectId: z.string(),
  before: SettingsInput,
  after: SettingsInput,
});
export type SettingsChange = z.infer<typeof SettingsChange>;

interface StoredJobs {
  readonly cadence: CadenceOverrides;
  readonly jobsOff: readonly Job[];
}

/** Settings as people see them, from what is stored: defaults fill in what was never set. */
export function settingsOf({ cadence, jobsOff }: StoredJobs): SettingsInput {
  const of = (job: AvailableJob) => ({
    enabled: !jobsOff.includes(job),
    cadenceMinutes: cadence[job] ?? cadenceMinutes[job].default,
  });
  return { jobs: { retain: of("retain"), prevent: of("prevent"), detect: of("detect"), filter: of("filter") } };
}

/** What is stored after a change; jobs that are not available keep what they had. */
export function storedJobs(before: StoredJobs, { jobs }: SettingsInput): StoredJobs {
  const off = availableJobs.filter((job) => !jobs[job].enabled);
  const others = before.jobsOff.filter((job) => !AvailableJob.safeParse(job).success);
  const cadence = Object.fromEntries(availableJobs.map((job) => [job, jobs[job].cadenceMinutes]));
  return { cadence: { ...before.cadence, ...cadence }, jobsOff: [...others, ...off] };
}
