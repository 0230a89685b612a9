import {
  type DetectionSeverity,
  getDigest,
  getIncident,
  getIncidentContext,
  type IncidentStatus,
  isClosed,
  listExceptions,
  listIncidents,
  listPatterns,
  IncidentStatus as Statuses,
} from "@logdoctor/shared-policies";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Api } from "./api.ts";

/** Keys of what is cached of Detect; a change invalidates by the first part. */
export const detectKeys = {
  incidents: ["incidents"],
  exceptions: ["exceptions"],
  patterns: ["patterns"],
} as const;

export interface IncidentFilter {
  readonly status?: IncidentStatus | undefined;
  readonly severity?: DetectionSeverity | undefined;
}

/** How often pages ask for what others did meanwhile. */
const refreshMs = 10_000;

/** Incidents, newest first, page by page; asked for again while the page is looked at. */
export const incidentsQuery = (api: Api, { status, severity }: IncidentFilter) =>
  infiniteQueryOptions({
    queryKey: [...detectKeys.incidents, "list", status, severity],
    queryFn: async ({ pageParam }) => {
      const cursor = pageParam === "" ? undefined : pageParam;
      return (await api.call(listIncidents, { query: { limit: 25, cursor, status, severity } })).data;
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: refreshMs,
  });

/** One incident with its evidence, its history, and the ETag that an action must name. */
export const incidentQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: [...detectKeys.incidents, "one", id],
    queryFn: async () => (await api.call(getIncident, { params: { id } })).data,
    refetchInterval: refreshMs,
  });

/** Similar cases and proposed firewall rules. */
export const incidentContextQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: [...detectKeys.incidents, "context", id],
    queryFn: async () => (await api.call(getIncidentContext, { params: { id } })).data,
  });

export interface OpenCount {
  readonly count: number;
  /** There are more than were counted. */
  readonly more: boolean;
}

const counted = 200;
const openStatuses = Statuses.options.filter((status) => !isClosed(status));

/** How many incidents of a severity still need someone: up to 200 of each state are counted. */
export const openIncidentsQuery = (api: Api, severity: DetectionSeverity) =>
  queryOptions({
    queryKey: [...detectKeys.incidents, "open", severity],
    queryFn: async (): Promise<OpenCount> => {
      const lists = await Promise.all(
        openStatuses.map(async (status) => {
          const query = { limit: counted, status, severity };
          return (await api.call(listIncidents, { query })).data;
        }),
      );
      const count = lists.reduce((sum, { items }) => sum + items.length, 0);
      return { count, more: lists.some(({ nextCursor }) => nextCursor !== undefined) };
    },
    refetchInterval: refreshMs * 3,
  });

/** The week's findings that opened no incident. */
export const digestQuery = (api: Api) =>
  queryOptions({
    queryKey: [...detectKeys.incidents, "digest"],
    queryFn: async () => (await api.call(getDigest)).data,
  });

export const exceptionsQuery = (api: Api) =>
  infiniteQueryOptions({
    queryKey: detectKeys.exceptions,
    queryFn: async ({ pageParam }) => {
      const cursor = pageParam === "" ? undefined : pageParam;
      return (await api.call(listExceptions, { query: { limit: 25, cursor } })).data;
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
  });

export const patternsQuery = (api: Api) =>
  queryOptions({
    queryKey: detectKeys.patterns,
    queryFn: async () => (await api.call(listPatterns)).data.items,
  });
