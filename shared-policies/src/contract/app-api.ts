import { z } from "zod";
import { AgentId, DocumentId, Instant, RunId, TableName, TenantId } from "../ids.ts";
import { Job } from "../job.ts";
import { Run } from "../report.ts";
import { LegalHold, NewLegalHold } from "../retain/legal-hold.ts";
import { LeverReason } from "../retain/lever.ts";
import { TableInventory } from "../retain/outcome.ts";
import { RetentionPolicy, RetentionPolicyInput } from "../retain/retention-policy.ts";
import { Savings } from "../retain/savings.ts";
import { Settings, SettingsChange, SettingsInput } from "../settings.ts";
import { Classification } from "./classification.ts";
import { defineEndpoint, Role } from "./endpoint.ts";
import { listOf, page, readers } from "./lists.ts";

const idParam = z.object({ id: DocumentId });

/** A stored document with its ETag, so that lists can be edited from. */
export const StoredRetentionPolicy = RetentionPolicy.extend({ etag: z.string() });
export type StoredRetentionPolicy = z.infer<typeof StoredRetentionPolicy>;

export const getMe = defineEndpoint({
  id: "getMe",
  method: "GET",
  path: "/v1/me",
  summary: "Who is signed in, in which tenant, with which roles",
  roles: readers,
  response: z.object({ tenantId: TenantId, objectId: z.string(), name: z.string(), roles: z.array(Role) }),
});

export const listRetentionPolicies = defineEndpoint({
  id: "listRetentionPolicies",
  method: "GET",
  path: "/v1/retention-policies",
  summary: "List retention policies",
  roles: readers,
  query: page,
  response: listOf(StoredRetentionPolicy),
});

export const getRetentionPolicy = defineEndpoint({
  id: "getRetentionPolicy",
  method: "GET",
  path: "/v1/retention-policies/{id}",
  summary: "Read one retention policy",
  roles: readers,
  params: idParam,
  response: StoredRetentionPolicy,
  concurrency: "etag",
});

export const createRetentionPolicy = defineEndpoint({
  id: "createRetentionPolicy",
  method: "POST",
  path: "/v1/retention-policies",
  summary: "Create a retention policy",
  roles: ["admin"],
  status: 201,
  body: RetentionPolicyInput,
  response: StoredRetentionPolicy,
  concurrency: "etag",
});

export const updateRetentionPolicy = defineEndpoint({
  id: "updateRetentionPolicy",
  method: "PUT",
  path: "/v1/retention-policies/{id}",
  summary: "Replace a retention policy",
  roles: ["admin"],
  params: idParam,
  body: RetentionPolicyInput,
  response: StoredRetentionPolicy,
  concurrency: "if-match",
});

export const deleteRetentionPolicy = defineEndpoint({
  id: "deleteRetentionPolicy",
  method: "DELETE",
  path: "/v1/retention-policies/{id}",
  summary: "Delete a retention policy",
  roles: ["admin"],
  status: 204,
  params: idParam,
  response: z.undefined(),
  concurrency: "if-match",
});

/** What a policy would change on one table, from the agent's last inventory. */
export const TablePreview = z.object({
  table: TableName,
  known: z.boolean(),
  method: z.enum(["tableRetention", "deleteData", "purge", "archiveOnly", "none"]),
  methodReasonCode: LeverReason,
  methodReason: z.string(),
  retentionBefore: z.int().optional(),
  retentionAfter: z.int().optional(),
  gbPerDay: z.number().optional(),
});
export type TablePreview = z.infer<typeof TablePreview>;

export const previewRetentionPolicy = defineEndpoint({
  id: "previewRetentionPolicy",
  method: "POST",
  path: "/v1/retention-policies/preview",
  summary: "Validate a policy and show what it would change; stores nothing",
  roles: readers,
  body: z.strictObject({ id: DocumentId.optional(), policy: RetentionPolicyInput }),
  response: z.object({
    classification: Classification,
    problems: z.array(z.object({ pointer: z.string(), detail: z.string(), code: z.string().optional() })),
    tables: z.array(TablePreview),
    inventoryAt: Instant.optional(),
    savings: Savings.optional(),
  }),
});

export const listLegalHolds = defineEndpoint({
  id: "listLegalHolds",
  method: "GET",
  path: "/v1/legal-holds",
  summary: "List legal holds, released ones included",
  roles: readers,
  response: listOf(LegalHold),
});

export const placeLegalHold = defineEndpoint({
  id: "placeLegalHold",
  method: "POST",
  path: "/v1/legal-holds",
  summary: "Place a legal hold; it stops every shrink of what it covers at once",
  roles: ["admin"],
  status: 201,
  body: NewLegalHold,
  response: LegalHold,
});

export const releaseLegalHold = defineEndpoint({
  id: "releaseLegalHold",
  method: "POST",
  path: "/v1/legal-holds/{id}/release",
  summary: "Release a legal hold",
  roles: ["admin"],
  params: idParam,
  response: LegalHold,
});

export const listRuns = defineEndpoint({
  id: "listRuns",
  method: "GET",
  path: "/v1/runs",
  summary: "List runs, newest first",
  roles: readers,
  query: page.extend({ job: Job.optional() }),
  response: listOf(Run),
});

export const getRun = defineEndpoint({
  id: "getRun",
  method: "GET",
  path: "/v1/runs/{runId}",
  summary: "Read one run",
  roles: readers,
  params: z.object({ runId: RunId }),
  response: Run,
});

/** The tenant's savings as its last finished Retain run measured them. */
export const getSavings = defineEndpoint({
  id: "getSavings",
  method: "GET",
  path: "/v1/savings",
  summary: "Savings a month, on the whole bill and on the retention lines",
  roles: readers,
  response: z.object({
    measuredAt: Instant.optional(),
    runId: RunId.optional(),
    savings: Savings.optional(),
    inventory: z.array(TableInventory),
    priceBook: z
      .object({ id: z.string(), effectiveFrom: z.string(), source: z.string(), verified: z.boolean() })
      .optional(),
  }),
});

export const AgentView = z.object({
  agentId: AgentId,
  objectId: z.string(),
  agentVersion: z.string(),
  workspaceResourceId: z.string(),
  region: z.string(),
  enrolledAt: Instant,
  jobs: z.array(
    z.object({
      job: Job,
      phase: z.enum(["never-ran", "running", "unfinished", "done"]),
      nextDueAt: Instant.optional(),
      runId: RunId.optional(),
    }),
  ),
});
export type AgentView = z.infer<typeof AgentView>;

export const listAgents = defineEndpoint({
  id: "listAgents",
  method: "GET",
  path: "/v1/agents",
  summary: "List enrolled agents and the state of their jobs",
  roles: readers,
  response: listOf(AgentView),
});

/** A one-time code for an agent's enrolment. It is shown once and stored as a hash. */
export const createEnrolmentCode = defineEndpoint({
  id: "createEnrolmentCode",
  method: "POST",
  path: "/v1/enrolment-codes",
  summary: "Make a one-time enrolment code, valid for 24 hours",
  roles: ["admin"],
  status: 201,
  body: z.strictObject({}),
  response: z.object({ enrolmentCode: z.string(), expiresAt: Instant }),
});

export const getSettings = defineEndpoint({
  id: "getSettings",
  method: "GET",
  path: "/v1/settings",
  summary: "Read the tenant's settings: which jobs are on, and how often each runs",
  roles: readers,
  response: Settings,
  concurrency: "etag",
});

export const updateSettings = defineEndpoint({
  id: "updateSettings",
  method: "PUT",
  path: "/v1/settings",
  summary: "Replace the tenant's settings",
  roles: ["admin"],
  body: SettingsInput,
  response: Settings,
  concurrency: "if-match",
});

/** The audit of settings: kept for as long as the tenant is. */
export const listSettingsChanges = defineEndpoint({
  id: "listSettingsChanges",
  method: "GET",
  path: "/v1/settings/changes",
  summary: "List who changed the settings, newest first",
  roles: readers,
  query: page,
  response: listOf(SettingsChange),
});

export const appApi = [
  getMe,
  listRetentionPolicies,
  getRetentionPolicy,
  createRetentionPolicy,
  updateRetentionPolicy,
  deleteRetentionPolicy,
  previewRetentionPolicy,
  listLegalHolds,
  placeLegalHold,
  releaseLegalHold,
  listRuns,
  getRun,
  getSavings,
  listAgents,
  createEnrolmentCode,
  getSettings,
  updateSettings,
  listSettingsChanges,
] as const;
