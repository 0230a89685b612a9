import { compareDynamic, keyOf } from "../dynamic/compare.ts";
import type { Dynamic } from "../dynamic/value.ts";
import { arrayOf, unproven } from "./arguments.ts";
import type { DynamicFunction, DynamicFunctions } from "./dynamic-functions.ts";

/**
 * The result is an array of the arrays, sorted as the first: the compiler takes them apart.
 * https://learn.microsoft.com/kusto/query/array-sort-asc-function
 */
export const ARRAY_SORTS: DynamicFunctions = { array_sort_asc: sort(1), array_sort_desc: sort(-1) };

function sort(sign: 1 | -1): DynamicFunction {
  return {
    returns: "dynamic",
    arity: [1, 64],
    apply: (args) => {
      const last = args.at(-1);
      const nullsLast = typeof last === "boolean" ? last : true;
      const lists = (typeof last === "boolean" ? args.slice(0, -1) : args).map(arrayOf);
      const first = lists[0];
      if (first === undefined) return lists.map(() => null);
      const order = orderOf(first, sign, nullsLast);
      if (lists.length > 1) refuseTies(first, order);
      return lists.map((list) => (list?.length === first.length ? order.map((i) => list[i] ?? null) : null));
    },
  };
}

function orderOf(items: readonly Dynamic[], sign: 1 | -1, nullsLast: boolean): number[] {
  const indexes = [...items.keys()];
  const nulls = indexes.filter((i) => items[i] === null);
  const values = indexes.filter((i) => items[i] !== null);
  if (sign < 0) refuseMixture(values.map((i) => items[i] ?? null));
  values.sort((a, b) => sign * compareDynamic(items[a] ?? null, items[b] ?? null));
  return nullsLast ? [...values, ...nulls] : [...nulls, ...values];
}

// Whether the groups of types turn around with the values is not clear from the documentation.
function refuseMixture(values: readonly Dynamic[]): void {
  const kinds = new Set(values.map((value) => (typeof value === "bigint" ? "number" : typeof value)));
  if (kinds.size > 1) throw unproven("A descending order of values of several types");
}

// Which of equal values comes first shows in the other arrays.
function refuseTies(items: readonly Dynamic[], order: readonly number[]): void {
  const keys = order.map((i) => keyOf(items[i] ?? null));
  if (new Set(keys).size < keys.length) throw unproven("The order of several arrays by equal values");
}
