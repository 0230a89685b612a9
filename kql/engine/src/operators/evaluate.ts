import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { argumentsOf } from "../compile/expression.ts";
import { whyNotPlugin } from "../compile/refusals.ts";
import type { Relation } from "../compile/relation.ts";
import { activityCountsMetrics, rollingPercentile, slidingWindowCounts } from "../plugins/activity.ts";
import { dcountIntersect } from "../plugins/dcount-intersect.ts";
import { geoLineLookup, geoPolygonLookup } from "../plugins/geo-lookup.ts";
import { ipv4Lookup, ipv6Lookup } from "../plugins/ip-lookup.ts";
import type { Plugin } from "../plugins/plugin.ts";
import { rowsNear } from "../plugins/rows-near.ts";
import { bagUnpack } from "./bag-unpack.ts";
import { narrow } from "./narrow.ts";
import { pivot } from "./pivot.ts";

const PLUGINS: Readonly<Record<string, Plugin>> = {
  bag_unpack: bagUnpack,
  geo_line_lookup: geoLineLookup,
  geo_polygon_lookup: geoPolygonLookup,
  narrow,
  pivot,
  activity_counts_metrics: activityCountsMetrics,
  dcount_intersect: dcountIntersect,
  ipv4_lookup: ipv4Lookup,
  ipv6_lookup: ipv6Lookup,
  rolling_percentile: rollingPercentile,
  rows_near: rowsNear,
  sliding_window_counts: slidingWindowCounts,
};

export function evaluate(node: KqlNode, input: Relation, context: Context): Relation {
  const call = node.child("FunctionCall");
  const name = call?.child("Name")?.text ?? "";
  const plugin = Object.hasOwn(PLUGINS, name) ? PLUGINS[name] : undefined;
  if (call === undefined || plugin === undefined) throw refuse(context, node, whyNotPlugin(name));
  if (name !== "narrow" && argumentsOf(call).length === 0)
    throw refuse(context, node, `The plugin ${name} without arguments is not supported`);
  for (const parameter of node.child("Parameters")?.children ?? [])
    if (!parameter.text.startsWith("hint."))
      throw refuse(context, parameter, `The parameter ${parameter.text} is not supported`);
  return plugin(node, call, input, context);
}
