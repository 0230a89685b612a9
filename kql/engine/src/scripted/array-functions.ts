import { keyOf, refuseMixedNumbers } from "../dynamic/compare.ts";
import type { Dynamic } from "../dynamic/value.ts";
import { arrayOf, integerOf, unproven } from "./arguments.ts";
import type { DynamicFunction, DynamicFunctions } from "./dynamic-functions.ts";

type Items = readonly Dynamic[];

/** https://learn.microsoft.com/kusto/query/scalar-functions#dynamicarray-functions */
export const ARRAY_FUNCTIONS: DynamicFunctions = {
  // What is no array adds nothing (measured).
  array_concat: {
    returns: "dynamic",
    arity: [1, 64],
    apply: (args) => {
      if (!args.some((item) => arrayOf(item) !== undefined)) throw unproven("array_concat() without any array");
      return args.flatMap((item) => [...(arrayOf(item) ?? [])]);
    },
  },
  array_iff: { returns: "dynamic", arity: [3, 3], apply: choose },
  array_iif: { returns: "dynamic", arity: [3, 3], apply: choose },
  array_index_of: { returns: "long", arity: [2, 5], apply: indexOf },
  array_reverse: ofArray([1, 1], (items) => [...items].reverse()),
  array_rotate_left: ofArray([2, 2], (items, [count]) => rotate(items, integerOf(count))),
  array_rotate_right: ofArray([2, 2], (items, [count]) => rotate(items, negated(integerOf(count)))),
  array_shift_left: ofArray([2, 3], (items, [count, fill]) => shift(items, integerOf(count), fill)),
  array_shift_right: ofArray([2, 3], (items, [count, fill]) => shift(items, negated(integerOf(count)), fill)),
  array_slice: ofArray([3, 3], slice),
  array_split: ofArray([2, 2], split),
  array_sum: { returns: "real", arity: [1, 1], apply: ([list]) => sum(arrayOf(list)) },
  zip: { returns: "dynamic", arity: [2, 16], apply: zip },
  repeat: { returns: "dynamic", arity: [2, 2], apply: ([value = null, count]) => repeat(value, integerOf(count)) },
};

function ofArray(arity: readonly [number, number], apply: (items: Items, rest: Items) => Dynamic): DynamicFunction {
  return {
    returns: "dynamic",
    arity,
    apply: ([first, ...rest]) => {
      const items = arrayOf(first);
      return items === undefined ? null : apply(items, rest);
    },
  };
}

function negated(value: number | undefined): number | undefined {
  return value === undefined ? undefined : -value;
}

// A condition is a bool or a number; of anything else the result is null. Shorter arrays go on with nulls.
function choose([conditions, whenTrue = null, whenFalse = null]: Items): Dynamic {
  const list = arrayOf(conditions);
  if (list === undefined) return null;
  const pick = (value: Dynamic, i: number) => (arrayOf(value) === undefined ? value : (arrayOf(value)?.[i] ?? null));
  return list.map((condition, i) => {
    if (typeof condition === "boolean") return pick(condition ? whenTrue : whenFalse, i);
    if (typeof condition === "bigint" || typeof condition === "number")
      return pick(Number(condition) !== 0 ? whenTrue : whenFalse, i);
    return null;
  });
}

function indexOf([list, value = null, start, length, occurrence]: Items): Dynamic {
  const items = arrayOf(list);
  if (items === undefined) return null;
  if (value === null) throw unproven("A search for null");
  const count = integerOf(length) ?? -1;
  const wanted = integerOf(occurrence) ?? 1;
  if (count < -1 || wanted < 0) return null;
  if (wanted === 0) throw unproven("The occurrence 0");
  const offset = integerOf(start) ?? 0;
  const from = offset < 0 ? Math.max(items.length + offset, 0) : offset;
  const range = items.slice(from, count < 0 ? undefined : from + count);
  refuseMixedNumbers([...range, value]);
  const key = keyOf(value);
  const found = range.flatMap((item, i) => (keyOf(item) === key ? [from + i] : []));
  return BigInt(found[wanted - 1] ?? -1);
}

function rotate(items: Items, count: number | undefined): Dynamic {
  if (count === undefined) return null;
  if (items.length === 0) return [];
  const by = ((count % items.length) + items.length) % items.length;
  return [...items.slice(by), ...items.slice(0, by)];
}

function shift(items: Items, count: number | undefined, fill: Dynamic | undefined): Dynamic {
  if (count === undefined) return null;
  const by = Math.min(Math.abs(count), items.length);
  const filler = fill === undefined && by > 0 ? emptyOf(items) : (fill ?? null);
  const gap = Array.from({ length: by }, () => filler);
  return count < 0 ? [...gap, ...items.slice(0, items.length - by)] : [...items.slice(by), ...gap];
}

// "The default is null or an empty string depending on the type of elements in the array."
function emptyOf(items: Items): Dynamic {
  const strings = items.filter((item) => typeof item === "string").length;
  if (strings > 0 && strings < items.length) throw unproven("A shift of strings among other values");
  return strings > 0 ? "" : null;
}

function slice(items: Items, [start, end]: Items): Dynamic {
  const [from, to] = [integerOf(start), integerOf(end)];
  if (from === undefined || to === undefined) throw unproven("A slice to null");
  const first = from < 0 ? Math.max(items.length + from, 0) : from;
  const last = to < 0 ? items.length + to : to;
  return items.slice(first, Math.max(last + 1, 0));
}

function split(items: Items, [at = null]: Items): Dynamic {
  const given = (arrayOf(at) ?? [at]).map((index) => integerOf(index));
  const cuts = given.map((index) => {
    if (index === undefined) throw unproven("A split at null");
    return Math.min(index < 0 ? Math.max(items.length + index, 0) : index, items.length);
  });
  if (cuts.some((cut, i) => cut < (cuts[i - 1] ?? 0))) throw unproven("A split at descending indexes");
  return [...cuts, items.length].map((cut, i) => items.slice(i === 0 ? 0 : cuts[i - 1], cut));
}

// Nulls add nothing (measured); "if the array contains elements of non-numeric types, the result is null".
function sum(items: Items | undefined): Dynamic {
  if (items === undefined) return null;
  let total = 0;
  for (const item of items) {
    if (item === null) continue;
    if (typeof item !== "bigint" && typeof item !== "number") return null;
    total += Number(item);
  }
  return total;
}

function zip(args: Items): Dynamic {
  const lists = args.map(arrayOf);
  if (lists.some((list) => list === undefined)) throw unproven("zip() of what is no array");
  const length = Math.max(...lists.map((list) => list?.length ?? 0));
  return Array.from({ length }, (_, i) => lists.map((list) => list?.[i] ?? null));
}

const REPEAT_MAX = 1_048_576;

function repeat(value: Dynamic, count: number | undefined): Dynamic {
  if (count === undefined || count < 0) return null;
  if (count > REPEAT_MAX) throw unproven("Such a long array");
  return Array.from({ length: count }, () => value);
}
