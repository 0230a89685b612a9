import type { Dynamic } from "../dynamic/value.ts";
import type { DynamicFunctions } from "../scripted/dynamic-functions.ts";
import { finite, realsOf, unprovenSeries } from "./numbers.ts";

/** Filters over a series; what is before its start counts as 0. */
export const FILTERS: DynamicFunctions = {
  series_fir: { returns: "dynamic", arity: [2, 4], apply: fir },
  series_iir: { returns: "dynamic", arity: [3, 3], apply: iir },
  series_seasonal: { returns: "dynamic", arity: [1, 2], apply: seasonal },
};

// https://learn.microsoft.com/kusto/query/series-fir-function
function fir([series, filter, normalize, center = false]: readonly Dynamic[]): Dynamic {
  const [values, weights] = [realsOf(series, "series_fir"), realsOf(filter, "series_fir")];
  if (values === undefined || weights === undefined) return null;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const normal = normalize ?? weights.every((weight) => weight >= 0);
  if (center === true && weights.length % 2 === 0) throw unprovenSeries("series_fir() centered on an even filter");
  const shift = center === true ? (weights.length - 1) / 2 : 0;
  return values.map((_, i) => {
    const sum = weights.reduce((all, weight, k) => all + weight * (values[i - k + shift] ?? 0), 0);
    return finite(normal === true ? sum / total : sum, "series_fir");
  });
}

// https://learn.microsoft.com/kusto/query/series-iir-function
function iir([series, numerators, denominators]: readonly Dynamic[]): Dynamic {
  const values = realsOf(series, "series_iir");
  const [b, a] = [realsOf(numerators, "series_iir"), realsOf(denominators, "series_iir")];
  if (values === undefined || a === undefined || b === undefined) return null;
  const result: number[] = [];
  values.forEach((_, i) => {
    const input = b.reduce((sum, weight, k) => sum + weight * (values[i - k] ?? 0), 0);
    const output = a.slice(1).reduce((sum, weight, k) => sum + weight * (result[i - k - 1] ?? 0), 0);
    result.push(finite((input - output) / (a[0] ?? 0), "series_iir"));
  });
  return result;
}

// The mean of each place in the period; which period a series has by itself is not known here.
function seasonal([series, given]: readonly Dynamic[]): Dynamic {
  const values = realsOf(series, "series_seasonal");
  if (values === undefined) return null;
  if (typeof given !== "bigint" || given < 1n) throw unprovenSeries("series_seasonal() without a period");
  const period = Number(given);
  const means = Array.from({ length: Math.min(period, values.length) }, (_, place) => {
    const same = values.filter((_, i) => i % period === place);
    return same.reduce((sum, value) => sum + value, 0) / same.length;
  });
  return values.map((_, i) => means[i % period] ?? null);
}
