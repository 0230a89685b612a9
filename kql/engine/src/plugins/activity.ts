import type { KqlNode } from "@logdoctor/kql/syntax";
import type { Context } from "../compile/context.ts";
import type { Relation } from "../compile/relation.ts";
import { boundColumns } from "../operators/operator.ts";
import { argument, onlyArguments, type PluginCall, positive } from "./plugin.ts";

const IDS = ["string", "int", "long", "guid"] as const;

interface Period {
  readonly start: string;
  readonly end: string;
  readonly bin: bigint;
  /** A SELECT of each row's `id` and the start `b` of its bin. */
  readonly rows: string;
}

/**
 * `evaluate sliding_window_counts(id, time, start, end, lookback, bin)`.
 * https://learn.microsoft.com/kusto/query/sliding-window-counts-plugin
 */
export function slidingWindowCounts(node: KqlNode, call: KqlNode, input: Relation, context: Context): Relation {
  const plugin = { call, input, context };
  onlyArguments(plugin, 6);
  const lookback = positive(plugin, 4, "timespan");
  const { start, end, bin, rows } = periodOf(plugin, positive(plugin, 5, "timespan"));
  const counted = `SELECT p.b AS b, count(r.b) AS n, count(DISTINCT r.id) AS d
    FROM (SELECT unnest(generate_series(${start}, ${end}, ${bin})) AS b) AS p
    LEFT JOIN (${rows}) AS r ON r.b > p.b - ${lookback} AND r.b <= p.b GROUP BY p.b`;
  return result(node, `SELECT b, ${some("n")} AS n, d FROM (${counted})`, ["b", "n", "d"], context);
}

/**
 * `evaluate activity_counts_metrics(id, time, start, end, window)`.
 * https://learn.microsoft.com/kusto/query/activity-counts-metrics-plugin
 */
export function activityCountsMetrics(node: KqlNode, call: KqlNode, input: Relation, context: Context): Relation {
  const plugin = { call, input, context };
  onlyArguments(plugin, 5);
  const { start, end, bin, rows } = periodOf(plugin, positive(plugin, 4, "timespan"));
  const counted = `WITH r AS MATERIALIZED (${rows}), f AS (SELECT id, min(b) AS b FROM r GROUP BY id),
    c AS (SELECT p.b AS b, count(r.b) AS n, count(DISTINCT r.id) AS d
      FROM (SELECT unnest(generate_series(${start}, ${end}, ${bin})) AS b) AS p LEFT JOIN r ON r.b = p.b GROUP BY p.b)
    SELECT b, ${some("n")} AS n, d, (SELECT count(*) FROM f WHERE f.b = c.b) AS w, (SELECT count(*) FROM f WHERE f.b <= c.b) AS a FROM c`;
  return result(node, counted, ["b", "n", "d", "w", "a"], context);
}

// Rows beyond the period, and bins without rows, are in no documented example.
function periodOf(plugin: PluginCall, bin: bigint): Period {
  const { input } = plugin;
  const id = argument(plugin, 0, ...IDS);
  const time = argument(plugin, 1, "datetime");
  const [start, end] = [argument(plugin, 2, "datetime").sql, argument(plugin, 3, "datetime").sql];
  const inside = `${id.sql} IS NOT NULL AND ${time.sql} BETWEEN ${start} AND ${end}`;
  return {
    start,
    end,
    bin,
    rows: `SELECT ${id.sql} AS id, ${start} + ((${time.sql} - ${start}) // ${bin}) * ${bin} AS b FROM (${input.sql})
      WHERE CASE WHEN ${inside} THEN true ELSE error('kql:NotSupported:Rows beyond the period, or without a value, are not proven here') END`,
  };
}

function some(count: string): string {
  return `CASE WHEN ${count} = 0 THEN error('kql:NotSupported:A window without rows is not proven here') ELSE ${count} END`;
}

/**
 * `evaluate rolling_percentile(value, percentile, index, bin, bins)`, by nearest rank.
 * https://learn.microsoft.com/kusto/query/rolling-percentile-plugin
 */
export function rollingPercentile(node: KqlNode, call: KqlNode, input: Relation, context: Context): Relation {
  const plugin = { call, input, context };
  onlyArguments(plugin, 5);
  const value = argument(plugin, 0, "int", "long", "real");
  const percentile = positive(plugin, 1, "int", "long");
  const index = argument(plugin, 2, "datetime", "int", "long");
  const bin = positive(
    plugin,
    3,
    ...(index.type === "datetime" ? (["timespan"] as const) : (["int", "long"] as const)),
  );
  const span = bin * (positive(plugin, 4, "int", "long") - 1n);
  const rows = `SELECT ${value.sql} AS v, CAST(${index.sql} AS BIGINT) - ((CAST(${index.sql} AS BIGINT) % ${bin}) + ${bin}) % ${bin} AS b FROM (${input.sql})
    WHERE CASE WHEN ${value.sql} IS NULL OR ${index.sql} IS NULL THEN error('kql:NotSupported:A null is not proven here') ELSE true END`;
  const found = `WITH r AS MATERIALIZED (${rows}), p AS (SELECT DISTINCT b FROM r)
    SELECT p.b AS b, quantile_disc(r.v, ${Number(percentile) / 100}) AS q, (SELECT (max(b) - min(b)) // ${bin} + 1 = count(*) FROM p) AS whole
    FROM p JOIN r ON r.b BETWEEN p.b - ${span} AND p.b GROUP BY p.b`;
  const sql = `SELECT b, CASE WHEN whole THEN q ELSE error('kql:NotSupported:A bin without rows is not proven here') END AS q FROM (${found})`;
  return result(node, sql, ["b", "q"], context);
}

function result(node: KqlNode, sql: string, items: readonly string[], context: Context): Relation {
  const columns = boundColumns(node, context).map((column) => ({ ...column, physical: context.fresh() }));
  return {
    columns,
    sql: `SELECT ${columns.map(({ physical }, i) => `${items[i]} AS ${physical}`).join(", ")} FROM (${sql})`,
  };
}
