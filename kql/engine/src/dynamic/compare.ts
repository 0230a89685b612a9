import { KqlError } from "../errors.ts";
import { encodeDynamic } from "./codec.ts";
import { type Dynamic, isArray, isBag, isTagged } from "./value.ts";

/** Equal values have the same key. The order of a bag's keys means nothing. */
export function keyOf(value: Dynamic): string {
  return encodeDynamic(sorted(value));
}

/** The value with the keys of all bags in order of their code points. */
export function sorted(value: Dynamic): Dynamic {
  if (isArray(value)) return value.map(sorted);
  if (!isBag(value)) return value;
  return new Map([...value].sort(([a], [b]) => compareText(a, b)).map(([key, item]) => [key, sorted(item)]));
}

/** Refuses values of which one is a long and another the same number as a real: whether they are equal is not proven. */
export function refuseMixedNumbers(values: readonly Dynamic[]): void {
  const reals = new Set(values.filter((value) => typeof value === "number"));
  if (reals.size > 0 && values.some((value) => typeof value === "bigint" && reals.has(Number(value))))
    throw new KqlError("NotSupported", "Whether a long and a real of the same number are equal here is not proven");
}

/** Order of code points, as UTF-8 bytes compare. */
function compareText(a: string, b: string): number {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return Buffer.compare(left, right);
}

// https://learn.microsoft.com/kusto/query/array-sort-asc-function: numbers and times, strings, guids, all others.
function rank(value: Dynamic): number {
  if (typeof value === "bigint" || typeof value === "number") return 0;
  if (typeof value === "string") return 1;
  if (isTagged(value)) return value.kind === "g" ? 2 : 0;
  return 3;
}

/** Ascending order of what is not null. Refuses pairs whose order is not documented. */
export function compareDynamic(a: Dynamic, b: Dynamic): number {
  const ranks = rank(a) - rank(b);
  if (ranks !== 0) return ranks;
  if (typeof a === "string" && typeof b === "string") return compareText(a, b);
  if (isNumber(a) && isNumber(b)) return a < b ? -1 : a > b ? 1 : 0;
  if (isTagged(a) && isTagged(b) && a.kind === b.kind && a.kind !== "m" && a.kind !== "t")
    return compareText(a.text, b.text);
  if (keyOf(a) === keyOf(b)) return 0;
  throw new KqlError("NotSupported", "How such dynamic values are ordered is not proven");
}

function isNumber(value: Dynamic): value is bigint | number {
  return typeof value === "bigint" || (typeof value === "number" && !Number.isNaN(value));
}
