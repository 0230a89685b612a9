import { z } from "zod";
import type { CollectionRules, RuleSnapshot, RuleTraffic } from "../jobs/filter/ports.ts";
import { ruleDocument } from "../jobs/filter/rule-document.ts";
import { azureError, type RawClient, type RawRequest } from "./arm-client.ts";
import { tablesApiVersion } from "./tables-api.ts";

export interface CollectionRulesOptions {
  readonly armEndpoint: string;
  readonly workspaceId: string;
  /** ARM ids of the rules that the customer chose. */
  readonly ids: readonly string[];
}

/** The newest version seen: an older one would lose members of a rule that uses multi-stage transformations. */
const ruleApiVersion = "2025-05-11";
const metricsApiVersion = "2024-02-01";

/** Names as Azure's portal shows them; the ids behind them are not documented, so they are looked up. */
const metricNames = {
  received: "Logs Rows Received per Min",
  dropped: "Logs Rows Dropped per Min",
  errors: "Logs Transformation Errors per Min",
} as const;

const MetricName = z.looseObject({ value: z.string(), localizedValue: z.string().optional() });
const Definitions = z.looseObject({ value: z.array(z.looseObject({ name: MetricName })) });
const Metrics = z.looseObject({
  value: z.array(
    z.looseObject({
      name: MetricName,
      timeseries: z.array(z.looseObject({ data: z.array(z.looseObject({ total: z.number().optional() })) })),
    }),
  ),
});
const Workspace = z.looseObject({
  properties: z.looseObject({ defaultDataCollectionRuleResourceId: z.string().nullish() }),
});

/** Data collection rules through ARM in raw JSON: a typed client would drop members that it does not know. */
export function collectionRules(arm: RawClient, options: CollectionRulesOptions): CollectionRules {
  const root = options.armEndpoint.replace(/\/$/, "");
  const ruleUrl = (id: string): string => `${root}${id}?api-version=${ruleApiVersion}`;
  return {
    ids: options.ids,
    workspaceId: options.workspaceId,
    async defaultRuleId() {
      const url = `${root}${options.workspaceId}?api-version=${tablesApiVersion}`;
      const { properties } = Workspace.parse(await ask(arm, { method: "GET", url }));
      return properties.defaultDataCollectionRuleResourceId ?? undefined;
    },
    read: (id) => readRule(arm, ruleUrl(id), id),
    async write(id, document) {
      await ask(arm, { method: "PUT", url: ruleUrl(id), body: document });
    },
    traffic: (id, range) => readTraffic(arm, `${root}${id}/providers/Microsoft.Insights`, range),
  };
}

async function ask(arm: RawClient, request: RawRequest): Promise<unknown> {
  const response = await arm.send(request);
  if (response.status !== 200 && response.status !== 201) throw azureError(response, response.bodyAsText);
  return JSON.parse(response.bodyAsText ?? "null");
}

async function readRule(arm: RawClient, url: string, id: string): Promise<RuleSnapshot | undefined> {
  const response = await arm.send({ method: "GET", url });
  if (response.status === 404) return undefined;
  if (response.status !== 200) throw azureError(response, response.bodyAsText);
  const document = ruleDocument(JSON.parse(response.bodyAsText ?? "null"));
  return { id, etag: document.etag ?? "", document };
}

async function readTraffic(
  arm: RawClient,
  insights: string,
  { from, to }: { from: string; to: string },
): Promise<RuleTraffic | undefined> {
  const definitionsUrl = `${insights}/metricDefinitions?api-version=${metricsApiVersion}`;
  const definitions = Definitions.parse(await ask(arm, { method: "GET", url: definitionsUrl }));
  const idOf = (shown: string): string | undefined =>
    definitions.value.find(({ name }) => name.localizedValue?.toLowerCase() === shown.toLowerCase())?.name.value;
  const ids = Object.values(metricNames).map(idOf);
  if (ids.some((id) => id === undefined)) return undefined;
  const query = new URLSearchParams({
    "api-version": metricsApiVersion,
    metricnames: ids.join(","),
    timespan: `${from}/${to}`,
    interval: "PT1M",
    aggregation: "Total",
  });
  const metrics = Metrics.parse(await ask(arm, { method: "GET", url: `${insights}/metrics?${query}` }));
  const total = (shown: string): number => {
    const metric = metrics.value.find(({ name }) => name.value === idOf(shown));
    const points = metric?.timeseries.flatMap(({ data }) => data) ?? [];
    return points.reduce((sum, point) => sum + (point.total ?? 0), 0);
  };
  return {
    received: total(metricNames.received),
    dropped: total(metricNames.dropped),
    errors: total(metricNames.errors),
  };
}
