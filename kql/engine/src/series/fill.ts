import { keyOf } from "../dynamic/compare.ts";
import { type Dynamic, isArray } from "../dynamic/value.ts";
import type { DynamicFunctions } from "../scripted/dynamic-functions.ts";
import { unprovenSeries } from "./numbers.ts";

type Items = readonly Dynamic[];

/** What stands in for missing values; these are null, or what the placeholder says. https://learn.microsoft.com/kusto/query/series-fill-linear-function */
export const FILLS: DynamicFunctions = {
  series_fill_forward: {
    returns: "dynamic",
    arity: [1, 2],
    apply: ([series, placeholder]) => filled(series, placeholder, forward),
  },
  series_fill_backward: {
    returns: "dynamic",
    arity: [1, 2],
    apply: ([series, placeholder]) => filled(series, placeholder, (items) => forward([...items].reverse()).reverse()),
  },
  series_fill_const: {
    returns: "dynamic",
    arity: [2, 3],
    apply: ([series, constant = null, placeholder]) =>
      filled(series, placeholder, (items) => items.map((item) => item ?? constant)),
  },
  series_fill_linear: { returns: "dynamic", arity: [1, 4], apply: linear },
};

function filled(
  series: Dynamic | undefined,
  placeholder: Dynamic | undefined,
  fill: (items: Items) => Dynamic,
): Dynamic {
  if (series === undefined || !isArray(series)) return null;
  return fill(withNulls(series, placeholder ?? null));
}

// The placeholder is converted to the type of the elements: 0 means 0.0 too.
function withNulls(items: Items, placeholder: Dynamic): Items {
  if (placeholder === null) return items;
  const number = typeof placeholder === "bigint" || typeof placeholder === "number" ? Number(placeholder) : undefined;
  const key = keyOf(placeholder);
  return items.map((item) => {
    if (item === null) throw unprovenSeries("A series with nulls beside another placeholder");
    const same = number === undefined ? keyOf(item) === key : typeof item !== "object" && Number(item) === number;
    return same ? null : item;
  });
}

function forward(items: Items): Dynamic[] {
  let last: Dynamic = null;
  return items.map((item) => {
    last = item ?? last;
    return last;
  });
}

function linear([series, placeholder, edges = true, constant = 0n]: Items): Dynamic {
  if (series === undefined || !isArray(series)) return null;
  const items = withNulls(series, placeholder ?? null).map((item) => {
    if (item === null) return null;
    if (typeof item !== "bigint" && typeof item !== "number") throw unprovenSeries("A series of what are no numbers");
    return Number(item);
  });
  if (!items.includes(null)) return series;
  if (items.every((item) => item === null)) return items.map(() => constant);
  const inner = interpolated(items);
  if (edges === false) return inner;
  const [first, last] = [items.find((item) => item !== null), items.findLast((item) => item !== null)];
  const start = items.findIndex((item) => item !== null);
  return inner.map((item, i) => item ?? (i < start ? first : last) ?? null);
}

function interpolated(items: readonly (number | null)[]): (number | null)[] {
  const result = [...items];
  let before = -1;
  items.forEach((item, i) => {
    if (item === null) return;
    const from = items[before] ?? null;
    if (from !== null)
      for (let k = before + 1; k < i; k++) result[k] = from + ((item - from) / (i - before)) * (k - before);
    before = i;
  });
  return result;
}
