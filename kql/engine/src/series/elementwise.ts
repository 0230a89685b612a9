import type { Dynamic } from "../dynamic/value.ts";
import type { DynamicFunction, DynamicFunctions } from "../scripted/dynamic-functions.ts";
import { finite, type Item, itemsOf, unprovenSeries } from "./numbers.ts";

type Numbers = readonly [number, number];

/** Element by element of two series, or of one and a number. What is no number, or is missing, gives null. */
export const ELEMENTWISE: DynamicFunctions = {
  series_add: exactPair(
    "series_add",
    (a, b) => a + b,
    ([a, b]) => a + b,
  ),
  series_subtract: exactPair(
    "series_subtract",
    (a, b) => a - b,
    ([a, b]) => a - b,
  ),
  series_multiply: exactPair(
    "series_multiply",
    (a, b) => a * b,
    ([a, b]) => a * b,
  ),
  series_divide: pair((a, b) => finite(Number(a) / Number(b), "series_divide")),
  series_pow: pair((a, b) => finite(Number(a) ** Number(b), "series_pow")),
  series_equals: pair((a, b) => order(a, b) === 0),
  series_not_equals: pair((a, b) => order(a, b) !== 0),
  series_less: pair((a, b) => order(a, b) < 0),
  series_less_equals: pair((a, b) => order(a, b) <= 0),
  series_greater: pair((a, b) => order(a, b) > 0),
  series_greater_equals: pair((a, b) => order(a, b) >= 0),
  series_abs: single((a) => (a < 0 ? -a : a)),
  series_sign: single((a) => (typeof a === "bigint" ? BigInt(Number(a > 0n) - Number(a < 0n)) : Math.sign(a))),
  series_ceiling: real("series_ceiling", Math.ceil),
  series_floor: real("series_floor", Math.floor),
  series_exp: real("series_exp", Math.exp),
  series_log: real("series_log", Math.log),
  series_sin: real("series_sin", Math.sin),
  series_cos: real("series_cos", Math.cos),
  series_tan: real("series_tan", Math.tan),
  series_asin: real("series_asin", Math.asin),
  series_acos: real("series_acos", Math.acos),
  series_atan: real("series_atan", Math.atan),
};

function order(a: bigint | number, b: bigint | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function pair(apply: (a: bigint | number, b: bigint | number) => Dynamic): DynamicFunction {
  return { returns: "dynamic", arity: [2, 2], apply: ([left, right]) => zipped(left ?? null, right ?? null, apply) };
}

// Whole numbers stay whole, as long as they fit.
function exactPair(
  name: string,
  whole: (a: bigint, b: bigint) => bigint,
  other: (pair: Numbers) => number,
): DynamicFunction {
  return pair((a, b) => {
    if (typeof a !== "bigint" || typeof b !== "bigint") return finite(other([Number(a), Number(b)]), name);
    const result = whole(a, b);
    if (BigInt.asIntN(64, result) !== result) throw unprovenSeries(`${name}() beyond 64 bits`);
    return result;
  });
}

function zipped(left: Dynamic, right: Dynamic, apply: (a: bigint | number, b: bigint | number) => Dynamic): Dynamic {
  const [a, b] = [itemsOf(left), itemsOf(right)];
  if (a === undefined && b === undefined) {
    if (left === null || right === null) return null;
    throw unprovenSeries("A series function of two numbers");
  }
  if (left === null || right === null) throw unprovenSeries("A series function of a series and null");
  const at = (items: Item[] | undefined, alone: Dynamic, i: number) =>
    items === undefined ? (itemsOf([alone])?.[0] ?? null) : (items[i] ?? null);
  return Array.from({ length: Math.max(a?.length ?? 0, b?.length ?? 0) }, (_, i) => {
    const [x, y] = [at(a, left, i), at(b, right, i)];
    return x === null || y === null ? null : apply(x, y);
  });
}

function single(apply: (a: bigint | number) => bigint | number): DynamicFunction {
  return {
    returns: "dynamic",
    arity: [1, 1],
    apply: ([series]) => itemsOf(series)?.map((item) => (item === null ? null : apply(item))) ?? null,
  };
}

function real(name: string, apply: (a: number) => number): DynamicFunction {
  return single((item) => finite(apply(Number(item)), name));
}
