import { type ArmCall, armError } from "../arm/arm-call.ts";
import type { ArmRoute } from "../arm/route.ts";
import { json } from "../http/call.ts";
import { existingRule } from "./routes.ts";
import { DCR_METRICS, type DcrMetric } from "./traffic.ts";

const RULE = "/subscriptions/{}/resourcegroups/{}/providers/microsoft.insights/datacollectionrules/{}";
const NAMESPACE = "Microsoft.Insights/dataCollectionRules";
const minuteMs = 60_000;
const INTERVALS = new Map([
  ["PT1M", 1],
  ["PT5M", 5],
  ["PT15M", 15],
  ["PT30M", 30],
  ["PT1H", 60],
  ["P1D", 1440],
]);

/** Azure Monitor's metrics of one rule, api-version 2024-02-01; dimensions are not split. */
export const METRIC_ROUTES: Record<string, ArmRoute> = {
  [`GET ${RULE}/providers/microsoft.insights/metricdefinitions`]: {
    action: "Microsoft.Insights/MetricDefinitions/Read",
    handle: listDefinitions,
  },
  [`GET ${RULE}/providers/microsoft.insights/metrics`]: {
    action: "Microsoft.Insights/Metrics/Read",
    handle: readMetrics,
  },
};

function listDefinitions(call: ArmCall): Response {
  const { id } = existingRule(call);
  const value = metricsOf(call).map(({ metric, value: name }) => ({
    id: `${id}/providers/microsoft.insights/metricdefinitions/${name}`,
    resourceId: id,
    namespace: NAMESPACE,
    name: { value: name, localizedValue: DCR_METRICS[metric].name },
    unit: DCR_METRICS[metric].unit,
    primaryAggregationType: "Total",
    supportedAggregationTypes: ["Total"],
    isDimensionRequired: false,
  }));
  return json(200, { value });
}

function metricsOf(call: ArmCall): { metric: DcrMetric; value: string }[] {
  const ids = call.world.settings.behaviour.dcrMetricIds;
  return (Object.keys(DCR_METRICS) as DcrMetric[]).map((metric) => ({ metric, value: ids[metric] }));
}

function readMetrics(call: ArmCall): Response {
  const { id } = existingRule(call);
  const query = call.url.searchParams;
  if (query.get("$filter")) throw badRequest("local-azure does not split metrics by dimension: leave out $filter.");
  const interval = query.get("interval") ?? "PT1M";
  const minutes = INTERVALS.get(interval);
  if (minutes === undefined)
    throw badRequest(`The interval '${interval}' is not one of ${[...INTERVALS.keys()].join(", ")}.`);
  const { fromMs, toMs } = timespanOf(query.get("timespan"), call.world.clock.nowMs());
  const value = wantedMetrics(call).map(({ metric, value: name }) => ({
    id: `${id}/providers/Microsoft.Insights/metrics/${name}`,
    type: "Microsoft.Insights/metrics",
    name: { value: name, localizedValue: DCR_METRICS[metric].name },
    unit: DCR_METRICS[metric].unit,
    timeseries: [
      {
        metadatavalues: [],
        data: binned(call.world.traffic.minutes(id, metric, fromMs, toMs), minutes * minuteMs),
      },
    ],
    errorCode: "Success",
  }));
  const timespan = `${new Date(fromMs).toISOString()}/${new Date(toMs).toISOString()}`;
  return json(200, { cost: 0, timespan, interval, namespace: NAMESPACE, resourceregion: "", value });
}

function wantedMetrics(call: ArmCall): { metric: DcrMetric; value: string }[] {
  const names = (call.url.searchParams.get("metricnames") ?? "").split(",").filter(Boolean);
  const all = metricsOf(call);
  return names.map((name) => {
    const found = all.find(({ value }) => value.toLowerCase() === name.toLowerCase());
    if (found === undefined) {
      throw badRequest(`Failed to find metric configuration for provider: ${NAMESPACE}, metric: ${name}.`);
    }
    return found;
  });
}

function timespanOf(text: string | null, nowMs: number): { fromMs: number; toMs: number } {
  if (text === null) return { fromMs: nowMs - 60 * minuteMs, toMs: nowMs };
  const [from, to] = text.split("/").map((part) => Date.parse(part));
  if (from === undefined || to === undefined || Number.isNaN(from + to) || from >= to) {
    throw badRequest(`The timespan '${text}' is not start/end in ISO 8601.`);
  }
  return { fromMs: from, toMs: to };
}

function binned(minutes: readonly { atMs: number; total: number }[], widthMs: number): object[] {
  const bins = new Map<number, number>();
  for (const { atMs, total } of minutes) {
    const bin = Math.floor(atMs / widthMs) * widthMs;
    bins.set(bin, (bins.get(bin) ?? 0) + total);
  }
  return [...bins].map(([atMs, total]) => ({ timeStamp: new Date(atMs).toISOString(), total }));
}

function badRequest(message: string): Error {
  return armError(400, "BadRequest", message);
}
