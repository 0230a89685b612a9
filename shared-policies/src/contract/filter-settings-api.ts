import { z } from "zod";
import { SamplingConfig } from "../filter/documents.ts";
import { FilterPolicies } from "../filter/outcome.ts";
import { DocumentId } from "../ids.ts";
import { defineEndpoint } from "./endpoint.ts";
import { listOf, readers } from "./lists.ts";

export const StoredSampling = SamplingConfig.extend({ etag: z.string() });
export type StoredSampling = z.infer<typeof StoredSampling>;

export const listSampling = defineEndpoint({
  id: "listSampling",
  method: "GET",
  path: "/v1/sampling",
  summary: "List rates of sampling",
  roles: readers,
  response: listOf(StoredSampling),
});

/** What a person writes of a rate. */
export const SamplingInput = z.strictObject(SamplingConfig.omit({ id: true, tenantId: true }).shape);
export type SamplingInput = z.infer<typeof SamplingInput>;

export const createSampling = defineEndpoint({
  id: "createSampling",
  method: "POST",
  path: "/v1/sampling",
  summary: "Add a rate of sampling",
  roles: ["admin"],
  status: 201,
  body: SamplingInput,
  response: StoredSampling,
  concurrency: "etag",
});

export const updateSampling = defineEndpoint({
  id: "updateSampling",
  method: "PUT",
  path: "/v1/sampling/{id}",
  summary: "Replace a rate of sampling",
  roles: ["admin"],
  params: z.object({ id: DocumentId }),
  body: SamplingInput,
  response: StoredSampling,
  concurrency: "if-match",
});

/** Of the whole of Filter; see `FilterPolicies`. */
export const FilterSettings = FilterPolicies.shape.options.extend({ etag: z.string() });
export type FilterSettings = z.infer<typeof FilterSettings>;

export const getFilterSettings = defineEndpoint({
  id: "getFilterSettings",
  method: "GET",
  path: "/v1/filter-settings",
  summary: "Read how filters are tried and watched",
  roles: readers,
  response: FilterSettings,
  concurrency: "etag",
});

export const updateFilterSettings = defineEndpoint({
  id: "updateFilterSettings",
  method: "PUT",
  path: "/v1/filter-settings",
  summary: "Replace how filters are tried and watched",
  roles: ["admin"],
  body: FilterPolicies.shape.options,
  response: FilterSettings,
  concurrency: "if-match",
});

export const filterSettingsApi = [
  listSampling,
  createSampling,
  updateSampling,
  getFilterSettings,
  updateFilterSettings,
] as const;
