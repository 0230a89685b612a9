import {
  checkFilterRules,
  type FilterRuleDraft,
  getFilterRule,
  getFilterSettings,
  listFilterRules,
  listSampling,
  type StoredFilterRule,
} from "@logdoctor/shared-policies";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { Api } from "./api.ts";

/** Keys of what is cached of Filter; a change invalidates by the first part. */
export const filterKeys = {
  rules: ["filter-rules"],
  settings: ["filter-settings"],
  sampling: ["filter-sampling"],
} as const;

/** How often pages ask for what agents and other people did meanwhile. */
const refreshMs = 10_000;
/** A pause in typing after which a rule is checked. */
const pauseMs = 350;

/** One rule with its history, as the API answers it. */
export type FilterRuleDetail = z.output<typeof getFilterRule.response>;
/** What became of rules that were compiled. */
export type CheckedRules = z.output<typeof checkFilterRules.response>;
/** A rule in an editor: it may lack its name. */
export type CheckableRule = Omit<FilterRuleDraft, "ruleName"> & { readonly id?: string };

/** Every rule of the tenant in the order in which rows meet them, table by table. */
export const filterRulesQuery = (api: Api) =>
  queryOptions({
    queryKey: [...filterKeys.rules, "list"],
    queryFn: async () => await allRules(api),
    refetchInterval: refreshMs,
  });

async function allRules(api: Api): Promise<StoredFilterRule[]> {
  const items: StoredFilterRule[] = [];
  let cursor: string | undefined;
  do {
    const { data } = await api.call(listFilterRules, { query: { limit: 200, cursor } });
    items.push(...data.items);
    cursor = data.nextCursor;
  } while (cursor !== undefined);
  return items;
}

/** One rule with its dry run, its certificate, and the ETag that a change must name. */
export const filterRuleQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: [...filterKeys.rules, "one", id],
    queryFn: async () => (await api.call(getFilterRule, { params: { id } })).data,
    refetchInterval: refreshMs,
  });

/** The text that a rule becomes together with those of its table that drop rows already; asked after a pause in typing. */
export const filterCheckQuery = (api: Api, rule: CheckableRule | undefined) =>
  queryOptions({
    queryKey: [...filterKeys.rules, "check", rule],
    queryFn: async ({ signal }) => {
      if (rule === undefined) throw new Error("There is no valid rule to check");
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      signal.throwIfAborted();
      const body = { table: rule.table, rules: [rule], withActive: true };
      return (await api.call(checkFilterRules, { body })).data;
    },
    enabled: rule !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });

/** How filters are tried and watched, with the ETag that a change must name. */
export const filterSettingsQuery = (api: Api) =>
  queryOptions({
    queryKey: filterKeys.settings,
    queryFn: async () => (await api.call(getFilterSettings)).data,
  });

/** Rates of sampling, each with the ETag that a change must name. */
export const samplingQuery = (api: Api) =>
  queryOptions({
    queryKey: filterKeys.sampling,
    queryFn: async () => (await api.call(listSampling)).data.items,
  });
