import { ticksOfTimespan } from "../compile/timespan-text.ts";
import { spanText } from "../dynamic/span-text.ts";
import { type Dynamic, isTagged } from "../dynamic/value.ts";
import { isoFromTicks, ticksFromIso } from "../ticks.ts";
import { unproven } from "./arguments.ts";
import type { DynamicFunctions } from "./dynamic-functions.ts";

/** https://learn.microsoft.com/kusto/query/range-function: at most so many elements. */
const MAX = 1_048_576;
const HOUR = 36_000_000_000n;

/** range(): the numbers or times from `start` to `stop`. */
export const RANGES: DynamicFunctions = { range: { returns: "dynamic", arity: [2, 3], apply: range } };

function range([start = null, stop = null, step]: readonly Dynamic[]): Dynamic {
  if (start === null || stop === null || step === null) throw unproven("range() of null");
  if (typeof start === "bigint" && typeof stop === "bigint" && (step === undefined || typeof step === "bigint"))
    return places(start, stop, step ?? 1n);
  if (isNumber(start) && isNumber(stop) && (step === undefined || isNumber(step)))
    return reals(Number(start), Number(stop), Number(step ?? 1n));
  const [from, to, by] = [ticksOf(start), ticksOf(stop), step === undefined ? HOUR : ticksOf(step)];
  const print = isTagged(start) && start.kind === "d" ? isoFromTicks : spanText;
  const kind = print === isoFromTicks ? "d" : "t";
  return places(from, to, by).map((ticks) => ({ kind, text: print(ticks) }));
}

function isNumber(value: Dynamic): value is bigint | number {
  return typeof value === "bigint" || typeof value === "number";
}

function ticksOf(value: Dynamic): bigint {
  const ticks = isTagged(value)
    ? value.kind === "d"
      ? ticksFromIso(value.text)
      : ticksOfTimespan(value.text)
    : undefined;
  if (ticks === undefined) throw unproven("range() of such types");
  return ticks;
}

function places(from: bigint, to: bigint, by: bigint): bigint[] {
  if (by === 0n || (by > 0n ? from > to : from < to)) throw unproven("range() without any element");
  const count = Number((to - from) / by) + 1;
  if (count > MAX) throw unproven(`range() of more than ${MAX} elements`);
  return Array.from({ length: count }, (_, i) => from + BigInt(i) * by);
}

function reals(from: number, to: number, by: number): number[] {
  if (!(by > 0 ? from <= to : by < 0 && from >= to)) throw unproven("range() without any element");
  const count = Math.floor((to - from) / by) + 1;
  if (count > MAX) throw unproven(`range() of more than ${MAX} elements`);
  const values = Array.from({ length: count }, (_, i) => from + i * by);
  // Adding up step by step, and multiplying, may end differently.
  values.reduce((sum, value) => {
    if (sum !== value) throw unproven("range() of reals that round");
    return sum + by;
  }, from);
  return values;
}
