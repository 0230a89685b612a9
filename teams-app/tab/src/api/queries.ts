import {
  getMe,
  getRetentionPolicy,
  getRun,
  getSavings,
  getSettings,
  type Job,
  listAgents,
  listLegalHolds,
  listRetentionPolicies,
  listRuns,
  type RetentionPolicyInput,
  type RunId,
  type StoredRetentionPolicy,
} from "@logdoctor/shared-policies";
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Api } from "./api.ts";
import { previewOf } from "./preview.ts";

/** Keys of what is cached; a change invalidates by the first part. */
export const keys = {
  me: ["me"],
  policies: ["policies"],
  holds: ["holds"],
  runs: ["runs"],
  savings: ["savings"],
  agents: ["agents"],
  settings: ["settings"],
} as const;

export const meQuery = (api: Api) =>
  queryOptions({ queryKey: keys.me, queryFn: async () => (await api.call(getMe)).data, staleTime: Infinity });

/** Every policy of the tenant: lists are short, and the overview needs them all. */
export const policiesQuery = (api: Api) =>
  queryOptions({ queryKey: keys.policies, queryFn: async () => await allPolicies(api) });

async function allPolicies(api: Api): Promise<StoredRetentionPolicy[]> {
  const items: StoredRetentionPolicy[] = [];
  let cursor: string | undefined;
  do {
    const { data } = await api.call(listRetentionPolicies, {
      query: { limit: 200, ...(cursor === undefined ? {} : { cursor }) },
    });
    items.push(...data.items);
    cursor = data.nextCursor;
  } while (cursor !== undefined);
  return items;
}

/** One policy with the ETag that a change to it must name. */
export const policyQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: [...keys.policies, id],
    queryFn: async () => (await api.call(getRetentionPolicy, { params: { id } })).data,
  });

export const previewQuery = (api: Api, id: string | undefined, policy: RetentionPolicyInput | undefined) =>
  queryOptions({
    queryKey: [...keys.policies, "preview", id, policy],
    queryFn: async ({ signal }) => await previewOf(api, id, policy, signal),
    enabled: policy !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });

export const holdsQuery = (api: Api) =>
  queryOptions({ queryKey: keys.holds, queryFn: async () => (await api.call(listLegalHolds)).data.items });

/** Runs, newest first, page by page. */
export const runsQuery = (api: Api, job: Job) =>
  infiniteQueryOptions({
    queryKey: [...keys.runs, job],
    queryFn: async ({ pageParam }) =>
      (await api.call(listRuns, { query: { job, limit: 25, ...(pageParam === "" ? {} : { cursor: pageParam }) } }))
        .data,
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
  });

export const runQuery = (api: Api, runId: RunId) =>
  queryOptions({
    queryKey: [...keys.runs, runId],
    queryFn: async () => (await api.call(getRun, { params: { runId } })).data,
  });

export const savingsQuery = (api: Api) =>
  queryOptions({ queryKey: keys.savings, queryFn: async () => (await api.call(getSavings)).data });

export const agentsQuery = (api: Api) =>
  queryOptions({ queryKey: keys.agents, queryFn: async () => (await api.call(listAgents)).data.items });

/** The tenant's settings with the ETag that a change to them must name. */
export const settingsQuery = (api: Api) =>
  queryOptions({ queryKey: keys.settings, queryFn: async () => (await api.call(getSettings)).data });
