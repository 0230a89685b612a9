import type { Dynamic } from "../dynamic/value.ts";
import type { DynamicFunctions } from "../scripted/dynamic-functions.ts";
import { finite, itemsOf, realsOf, unprovenSeries } from "./numbers.ts";

/** What a whole series comes to. */
export const STATISTICS: DynamicFunctions = {
  series_sum: { returns: "real", arity: [1, 1], apply: ([s]) => sumOf(realsOf(s, "series_sum")) },
  series_product: {
    returns: "real",
    arity: [1, 1],
    apply: ([s]) => realsOf(s, "series_product")?.reduce((all, value) => all * value, 1) ?? null,
  },
  series_dot_product: { returns: "real", arity: [2, 2], apply: ([a, b]) => withTwo(a, b, "series_dot_product", dot) },
  series_magnitude: {
    returns: "real",
    arity: [1, 1],
    apply: ([s]) => {
      const values = realsOf(s, "series_magnitude");
      return values === undefined ? null : Math.sqrt(dot(values, values));
    },
  },
  series_cosine_similarity: { returns: "real", arity: [2, 4], apply: cosine },
  series_pearson_correlation: {
    returns: "real",
    arity: [2, 2],
    apply: ([a, b]) => withTwo(a, b, "series_pearson_correlation", pearson),
  },
  series_stats: { returns: "dynamic", arity: [1, 2], apply: (args) => [...stats(args).values()].slice(0, 7) },
  series_stats_dynamic: { returns: "dynamic", arity: [1, 2], apply: stats },
  series_fit_line: { returns: "dynamic", arity: [1, 1], apply: ([s]) => [...fitLine(s).values()] },
  series_fit_line_dynamic: { returns: "dynamic", arity: [1, 1], apply: ([s]) => fitLine(s) },
};

function sumOf(values: readonly number[] | undefined): Dynamic {
  return values?.reduce((sum, value) => sum + value, 0) ?? null;
}

function withTwo(
  a: Dynamic | undefined,
  b: Dynamic | undefined,
  name: string,
  apply: (a: readonly number[], b: readonly number[]) => number,
): Dynamic {
  const [x, y] = [realsOf(a, name), realsOf(b, name)];
  if (x === undefined || y === undefined) return null;
  if (x.length !== y.length) throw unprovenSeries(`${name}() of series of different lengths`);
  return finite(apply(x, y), name);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}

function cosine([a, b, first, second]: readonly Dynamic[]): Dynamic {
  const length = (given: Dynamic | undefined, values: readonly number[]) =>
    given === undefined || given === null ? Math.sqrt(dot(values, values)) : Number(given);
  return withTwo(
    a ?? null,
    b ?? null,
    "series_cosine_similarity",
    (x, y) => dot(x, y) / (length(first, x) * length(second, y)),
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function pearson(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [a, b].map((values) => {
    const middle = mean(values);
    return values.map((value) => value - middle);
  });
  if (x === undefined || y === undefined) return Number.NaN;
  return dot(x, y) / (Math.sqrt(dot(x, x)) * Math.sqrt(dot(y, y)));
}

// One value after the other (Welford): the documented example ends in just these digits.
function spread(values: readonly number[]): number {
  let middle = 0;
  let sum = 0;
  values.forEach((value, i) => {
    const off = value - middle;
    middle += off / (i + 1);
    sum += off * (value - middle);
  });
  return sum;
}

// The variance is that of a sample. https://learn.microsoft.com/kusto/query/series-stats-function
function stats([series, ignore = false]: readonly Dynamic[]): Map<string, Dynamic> {
  const items = itemsOf(series);
  if (items === undefined) throw unprovenSeries("series_stats() of what is no array");
  const kept = items.flatMap((item, i) => (item === null ? [] : [{ value: Number(item), i }]));
  if (kept.length < items.length && ignore !== true) throw unprovenSeries("series_stats() of a series with gaps");
  const values = kept.map(({ value }) => value);
  if (values.length < 2) throw unprovenSeries("series_stats() of fewer than two numbers");
  const middle = mean(values);
  const variance = spread(values) / (values.length - 1);
  const indexOf = (wanted: number) => BigInt(kept.find(({ value }) => value === wanted)?.i ?? -1);
  const [min, max] = [Math.min(...values), Math.max(...values)];
  return new Map<string, Dynamic>([
    ["min", min],
    ["min_idx", indexOf(min)],
    ["max", max],
    ["max_idx", indexOf(max)],
    ["avg", middle],
    ["stdev", Math.sqrt(variance)],
    ["variance", variance],
    ["sum", sumOf(values)],
    ["len", BigInt(items.length)],
  ]);
}

// The line over the places 1, 2, 3, … https://learn.microsoft.com/kusto/query/series-fit-line-function
function fitLine(series: Dynamic | undefined): Map<string, Dynamic> {
  const y = realsOf(series, "series_fit_line");
  if (y === undefined || y.length < 2) throw unprovenSeries("series_fit_line() of fewer than two numbers");
  const [middleX, middleY] = [(y.length + 1) / 2, mean(y)];
  const x = y.map((_, i) => i + 1 - middleX);
  const off = y.map((value) => value - middleY);
  const slope = dot(x, off) / dot(x, x);
  const interception = middleY - slope * middleX;
  const line = y.map((_, i) => interception + slope * (i + 1));
  const rest = y.map((value, i) => value - (line[i] ?? 0));
  const total = dot(off, off);
  if (total === 0) throw unprovenSeries("series_fit_line() of equal numbers");
  return new Map<string, Dynamic>([
    ["rsquare", 1 - dot(rest, rest) / total],
    ["slope", slope],
    ["variance", total / (y.length - 1)],
    ["rvariance", dot(rest, rest) / (y.length - 1)],
    ["interception", interception],
    ["line_fit", line],
  ]);
}
