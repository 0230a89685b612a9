import { z } from "zod";
import { BundleEvent } from "./bundle.ts";
import { DetectOutcome } from "./detect/finding.ts";
import { FilterOutcome } from "./filter/outcome.ts";
import { AgentId, Instant, RunId, TenantId } from "./ids.ts";
import { Job } from "./job.ts";
import { PreventOutcome } from "./prevent/finding.ts";
import { RetainOutcome } from "./retain/outcome.ts";

/** `partial`: the run stopped within its budget or a quota and goes on at `continueAfter` under the same runId. */
export const RunStatus = z.enum(["succeeded", "partial", "failed", "refused"]);
export type RunStatus = z.infer<typeof RunStatus>;

/** What an agent sends after each attempt of a run. (runId, fence) identifies the attempt. */
export const RunReport = z.strictObject({
  runId: RunId,
  job: Job,
  fence: z.int().positive(),
  startedAt: Instant,
  finishedAt: Instant,
  status: RunStatus,
  continueAfter: Instant.optional(),
  agentVersion: z.string().max(50),
  bundleVersion: z.int().nonnegative(),
  policyHistory: z.array(BundleEvent).max(100),
  errorMessage: z.string().max(1000).optional(),
  retain: RetainOutcome.optional(),
  detect: DetectOutcome.optional(),
  prevent: PreventOutcome.optional(),
  filter: FilterOutcome.optional(),
});
export type RunReport = z.infer<typeof RunReport>;

/** A run as it is stored and shown; figures are those of its latest attempt. */
export const Run = z.object({
  id: RunId,
  tenantId: TenantId,
  agentId: AgentId,
  job: Job,
  fence: z.int().positive(),
  attempts: z.int().positive(),
  status: RunStatus,
  startedAt: Instant,
  executedAt: Instant,
  agentVersion: z.string(),
  bundleVersion: z.int().nonnegative(),
  /** What became of the bundles that the run's attempts were offered, oldest first. */
  policyHistory: z.array(BundleEvent).default([]),
  errorMessage: z.string().optional(),
  retain: RetainOutcome.optional(),
  detect: DetectOutcome.optional(),
  prevent: PreventOutcome.optional(),
  filter: FilterOutcome.optional(),
});
export type Run = z.infer<typeof Run>;
