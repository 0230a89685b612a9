import { z } from "zod";
import { AgentId, Instant, RunId, TenantId } from "../ids.ts";
import { Job } from "../job.ts";
import { Lease } from "../lease.ts";
import { RunReport } from "../report.ts";
import { LegalHold } from "../retain/legal-hold.ts";
import { defineEndpoint } from "./endpoint.ts";

/** Registers the calling managed identity as an agent of its tenant. The code works once. */
export const enrolAgent = defineEndpoint({
  id: "enrolAgent",
  method: "POST",
  path: "/v1/agents/enrol",
  summary: "Enrol the calling managed identity with a one-time code",
  roles: ["agent"],
  status: 201,
  body: z.strictObject({
    enrolmentCode: z.string().min(20).max(200),
    agentVersion: z.string().min(1).max(50),
    workspaceResourceId: z.string().min(1).max(500),
    region: z.string().min(1).max(50),
  }),
  response: z.object({ agentId: AgentId, tenantId: TenantId, enrolledAt: Instant }),
});

export const JobDecision = z.discriminatedUnion("decision", [
  z.object({ job: Job, decision: z.literal("run"), lease: Lease }),
  z.object({
    job: Job,
    decision: z.literal("wait"),
    nextPollAt: Instant,
    reason: z.enum(["not-due", "leased-elsewhere", "job-off"]),
  }),
]);
export type JobDecision = z.infer<typeof JobDecision>;

/** Asks for leases on one or several jobs. A `bundle` comes with the first lease granted. */
export const shouldIRun = defineEndpoint({
  id: "shouldIRun",
  method: "POST",
  path: "/v1/should_i_run",
  summary: "Ask whether jobs may run now",
  roles: ["agent"],
  body: z.strictObject({
    jobs: z.array(Job).min(1).max(4),
    instanceId: z.string().min(8).max(100),
    agentVersion: z.string().min(1).max(50),
  }),
  response: z.object({
    decisions: z.array(JobDecision),
    /** Policy bundle as compact JWS (Ed25519); present when a decision is `run`. */
    bundle: z.string().optional(),
  }),
});

/**
 * Extends a lease and says which legal holds are active at this moment. The agent calls it before every step that
 * removes data; without an answer it removes nothing. A superseded lease is refused with `lease-superseded`.
 */
export const renewLease = defineEndpoint({
  id: "renewLease",
  method: "POST",
  path: "/v1/leases/renew",
  summary: "Keep a lease and learn of legal holds before a destructive step",
  roles: ["agent"],
  body: z.strictObject({ job: Job, runId: RunId, fence: z.int().positive() }),
  response: z.object({ expiresAt: Instant, legalHolds: z.array(LegalHold) }),
});

/** Stores the report of one attempt. Sending the same report again changes nothing. */
export const sendReport = defineEndpoint({
  id: "sendReport",
  method: "POST",
  path: "/v1/reports",
  summary: "Report what a run did; idempotent by runId and fence",
  roles: ["agent"],
  body: RunReport,
  response: z.object({ runId: RunId, status: z.enum(["recorded", "already-recorded"]), nextPollAt: Instant }),
});

export const agentApi = [enrolAgent, shouldIRun, renewLease, sendReport] as const;
