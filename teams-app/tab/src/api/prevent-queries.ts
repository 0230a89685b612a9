import {
  type AlertOutcome,
  getAlertSettings,
  getPreventFinding,
  listAlerts,
  listPreventFindings,
  listPreventionRules,
  type RuleDiagnostic,
  type StoredPreventFinding,
  type ViolationState,
  validatePreventionRule,
} from "@logdoctor/shared-policies";
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { Api } from "./api.ts";
import { pause } from "./pause.ts";

/** Keys of what is cached of Prevent; a change invalidates by the first part. */
export const preventKeys = {
  findings: ["prevent-findings"],
  rules: ["prevention-rules"],
  alertSettings: ["alert-settings"],
  alerts: ["prevent-alerts"],
} as const;

export type FindingDetail = z.output<typeof getPreventFinding.response>;

/** Which findings are read: those that need somebody, those of one state, or all of them. */
export type FindingScope = ViolationState | "open" | "all";

export interface FindingList {
  readonly items: readonly StoredPreventFinding[];
  /** Those that cost less were left out. */
  readonly cut: boolean;
}

/** How often pages ask for what runs and other people did meanwhile. */
const refreshMs = 30_000;
const pageSize = 200;
const mostPages = 5;

/** Findings, those that cost most first: up to 1000, so that they can be filtered and added up in one place. */
export const findingsQuery = (api: Api, scope: FindingScope) =>
  queryOptions({
    queryKey: [...preventKeys.findings, "list", scope],
    queryFn: async () => await findingsOf(api, scope),
    refetchInterval: refreshMs,
    placeholderData: keepPreviousData,
  });

async function findingsOf(api: Api, scope: FindingScope): Promise<FindingList> {
  const narrowed = scope === "all" ? {} : scope === "open" ? { open: "true" as const } : { state: scope };
  const items: StoredPreventFinding[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const { data } = await api.call(listPreventFindings, { query: { limit: pageSize, cursor, ...narrowed } });
    items.push(...data.items);
    cursor = data.nextCursor;
    if (cursor === undefined) break;
  }
  return { items, cut: cursor !== undefined };
}

/** One finding with its history, and the ETag that an answer must name. */
export const findingQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: [...preventKeys.findings, "one", id],
    queryFn: async (): Promise<FindingDetail> => (await api.call(getPreventFinding, { params: { id } })).data,
    refetchInterval: refreshMs,
  });

/** Rules that ship and the tenant's own, each with its ETag. */
export const preventionRulesQuery = (api: Api) =>
  queryOptions({
    queryKey: preventKeys.rules,
    queryFn: async () => (await api.call(listPreventionRules)).data.items,
  });

/** A rule around KQL that is being typed, so that it is checked whatever else is still missing. */
const aroundQuery = {
  ruleName: "check",
  ruleType: "LevelCheck",
  targetLogCategory: "*",
  threshold: 0,
  recommendedAction: "none",
  isActive: false,
} as const;

/** What is wrong with a rule's KQL, asked after a pause in which a newer edit may take its place. */
export const diagnosticsQuery = (api: Api, kqlQuery: string) =>
  queryOptions({
    queryKey: [...preventKeys.rules, "check", kqlQuery],
    queryFn: async ({ signal }): Promise<RuleDiagnostic[]> => {
      await pause(350, signal);
      return (await api.call(validatePreventionRule, { body: { ...aroundQuery, kqlQuery } })).data.diagnostics;
    },
    enabled: kqlQuery.trim() !== "",
    placeholderData: keepPreviousData,
    retry: false,
  });

/** Who is alerted and when, with the ETag that a change must name. */
export const alertSettingsQuery = (api: Api) =>
  queryOptions({
    queryKey: preventKeys.alertSettings,
    queryFn: async () => (await api.call(getAlertSettings)).data,
  });

/** Alerts that were sent and those held back, newest first, page by page; asked for again while they are looked at. */
export const alertsQuery = (api: Api, outcome: AlertOutcome | undefined) =>
  infiniteQueryOptions({
    queryKey: [...preventKeys.alerts, outcome],
    queryFn: async ({ pageParam }) => {
      const cursor = pageParam === "" ? undefined : pageParam;
      return (await api.call(listAlerts, { query: { limit: 25, cursor, outcome } })).data;
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: refreshMs,
  });
