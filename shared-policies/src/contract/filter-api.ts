import { z } from "zod";
import { FilterRule, FilterRuleInput, FilterState, FilterStatistics } from "../filter/documents.ts";
import { FilterBlock } from "../filter/judge-report.ts";
import { FilterAction, FilterStep } from "../filter/lifecycle.ts";
import { CoverageCertificate, DryRun, FilteredTable, RuleDryRun } from "../filter/outcome.ts";
import { DocumentId, Instant, TableName } from "../ids.ts";
import { defineEndpoint } from "./endpoint.ts";
import { filterSettingsApi } from "./filter-settings-api.ts";
import { listOf, page, readers } from "./lists.ts";

const ruleParam = z.object({ id: DocumentId });

/** What a person writes of a rule: its table must be said, since a provider's rule is for one table. */
export const FilterRuleDraft = FilterRuleInput.extend({ table: TableName });
export type FilterRuleDraft = z.infer<typeof FilterRuleDraft>;

/** What a rule saved, measured by the rows that are let through on purpose. Absent until it was measured. */
export const MeasuredFilterSaving = z.object({
  from: Instant,
  to: Instant,
  totalProcessed: z.int().nonnegative(),
  totalDropped: z.int().nonnegative(),
  /** In GB of 10^9 bytes and 30 days, at the pace of the period. */
  gbPerMonth: z.number().nonnegative(),
  /** Net of the processing charge, in US dollars of the price book. */
  usdPerMonth: z.number(),
});
export type MeasuredFilterSaving = z.infer<typeof MeasuredFilterSaving>;

/** A rule with where it stands. */
export const StoredFilterRule = FilterRule.extend({
  state: FilterState,
  /** What this person may do with it now. */
  actions: z.array(FilterAction),
  /** Of a rule under test or in review: why it may not go into force, in codes. */
  blockedBy: z.array(FilterBlock),
  /** Rules in force beside it that would lose something nobody has approved for them: they are to be approved first. */
  waitsFor: z.array(z.object({ ruleId: DocumentId, ruleName: z.string(), watcherIds: z.array(z.string()) })).optional(),
  expired: z.boolean(),
  /** Of the newest dry run that had the rule. */
  dryRun: RuleDryRun.omit({ samples: true }).optional(),
  /** Where its table stands in Azure. */
  applied: FilteredTable.optional(),
  saving: MeasuredFilterSaving.optional(),
  etag: z.string(),
});
export type StoredFilterRule = z.infer<typeof StoredFilterRule>;

export const listFilterRules = defineEndpoint({
  id: "listFilterRules",
  method: "GET",
  path: "/v1/filter-rules",
  summary: "List filter rules in the order in which rows meet them",
  roles: readers,
  query: page.extend({ state: FilterState.optional(), table: TableName.optional() }),
  response: listOf(StoredFilterRule),
});

export const getFilterRule = defineEndpoint({
  id: "getFilterRule",
  method: "GET",
  path: "/v1/filter-rules/{id}",
  summary: "Read one filter rule with its history, dry run, certificate and statistics",
  roles: readers,
  params: ruleParam,
  response: StoredFilterRule.extend({
    /** Oldest first. */
    steps: z.array(FilterStep).max(500),
    /** The newest dry run of its table that had the rule, with samples. */
    tableDryRun: DryRun.optional(),
    certificate: CoverageCertificate.optional(),
    approvals: z.array(
      z.object({
        ...{ watcherId: z.string(), at: Instant, by: z.string(), objectId: z.string(), reason: z.string() },
        /** Those of the certificate that the person saw: with others the approval is void. */
        watcherVersion: z.string().optional(),
        ruleVersion: z.string().optional(),
      }),
    ),
    statistics: z.array(FilterStatistics).max(200),
  }),
  concurrency: "etag",
});

export const createFilterRule = defineEndpoint({
  id: "createFilterRule",
  method: "POST",
  path: "/v1/filter-rules",
  summary: "Add a filter rule as a draft; one that no transformation can be made of is refused",
  roles: ["admin"],
  status: 201,
  body: FilterRuleDraft,
  response: StoredFilterRule,
  concurrency: "etag",
});

export const updateFilterRule = defineEndpoint({
  id: "updateFilterRule",
  method: "PUT",
  path: "/v1/filter-rules/{id}",
  summary: "Replace a filter rule; one that drops rows becomes a draft again and stops",
  roles: ["admin"],
  params: ruleParam,
  body: FilterRuleDraft,
  response: StoredFilterRule,
  concurrency: "if-match",
});

export const deleteFilterRule = defineEndpoint({
  id: "deleteFilterRule",
  method: "DELETE",
  path: "/v1/filter-rules/{id}",
  summary: "Delete a draft or a disabled filter rule",
  roles: ["admin"],
  status: 204,
  params: ruleParam,
  response: z.undefined(),
  concurrency: "if-match",
});

export const moveFilterRuleEndpoint = defineEndpoint({
  id: "moveFilterRule",
  method: "POST",
  path: "/v1/filter-rules/{id}/actions",
  summary: "Move a filter rule along its lifecycle",
  roles: ["admin"],
  params: ruleParam,
  body: z.strictObject({
    action: FilterAction.extract(["dryRun", "reject", "activate", "flag", "readjust", "disable", "reuse"]),
    reason: z.string().max(500).default(""),
  }),
  response: StoredFilterRule,
  concurrency: "if-match",
});

export const renewFilterRule = defineEndpoint({
  id: "renewFilterRule",
  method: "POST",
  path: "/v1/filter-rules/{id}/renewal",
  summary: "Let a filter rule expire later",
  roles: ["admin"],
  params: ruleParam,
  body: z.strictObject({ expiresAt: Instant }),
  response: StoredFilterRule,
  concurrency: "if-match",
});

export const approveLoss = defineEndpoint({
  id: "approveLoss",
  method: "POST",
  path: "/v1/filter-rules/{id}/approved-losses",
  summary: "Take responsibility for what a detection, rule or query would lose",
  roles: ["admin"],
  params: ruleParam,
  body: z.strictObject({
    watcherId: z.string().min(1).max(200),
    reason: z.string().min(3).max(500),
    /** Of the certificate that the person saw: where it is no longer the newest, `precondition-failed`. */
    fingerprint: CoverageCertificate.shape.fingerprint,
  }),
  response: StoredFilterRule,
  concurrency: "if-match",
});

export const checkFilterRules = defineEndpoint({
  id: "checkFilterRules",
  method: "POST",
  path: "/v1/filter-rules/check",
  summary: "Compile rules of a table without storing them",
  roles: readers,
  body: z.strictObject({
    table: TableName,
    rules: z
      .array(FilterRuleDraft.partial({ ruleName: true }).extend({ id: DocumentId.optional() }))
      .min(1)
      .max(50),
    /** Whether the rules of the table that drop rows already are compiled with them. */
    withActive: z.boolean().default(false),
  }),
  response: z.object({
    transformKql: z.string().optional(),
    length: z.int().nonnegative(),
    limit: z.int().positive(),
    warnings: z.array(z.string()),
    refusal: z.object({ code: z.string(), message: z.string(), ruleId: z.string().optional() }).optional(),
  }),
});

export const explainFilter = defineEndpoint({
  id: "explainFilter",
  method: "POST",
  path: "/v1/filter-rules/explain",
  summary: "Say which rule in force drops a row, and why",
  roles: readers,
  body: z.strictObject({ table: TableName, row: z.record(z.string().max(200), z.unknown()) }),
  response: z.object({
    dropped: z.boolean(),
    ruleId: z.string().optional(),
    reason: z.string(),
    rules: z.array(
      z.object({
        ruleId: z.string(),
        ruleName: z.string(),
        outcome: z.enum(["drops", "would-drop", "kept-by-sampling", "no-match"]),
      }),
    ),
  }),
});

export const listFilterStatistics = defineEndpoint({
  id: "listFilterStatistics",
  method: "GET",
  path: "/v1/filter-statistics",
  summary: "List what filter rules dropped, by period, newest first",
  roles: readers,
  query: page.extend({ ruleId: DocumentId.optional() }),
  response: listOf(FilterStatistics),
});

export const filterApi = [
  listFilterRules,
  getFilterRule,
  createFilterRule,
  updateFilterRule,
  deleteFilterRule,
  moveFilterRuleEndpoint,
  renewFilterRule,
  approveLoss,
  checkFilterRules,
  explainFilter,
  ...filterSettingsApi,
  listFilterStatistics,
] as const;
