import { type Dynamic, isArray } from "../dynamic/value.ts";
import { KqlError } from "../errors.ts";

/** A number of a series, or null for what is none or is missing. */
export type Item = bigint | number | null;

export function unprovenSeries(what: string): KqlError {
  return new KqlError("NotSupported", `${what} is not proven`);
}

/** The items of an array; what is no number is null. `undefined` for what is no array. */
export function itemsOf(value: Dynamic | undefined): Item[] | undefined {
  if (value === undefined || !isArray(value)) return undefined;
  return value.map((item) =>
    typeof item === "bigint" || (typeof item === "number" && !Number.isNaN(item)) ? item : null,
  );
}

/** The numbers of an array as reals, of which none is missing. */
export function realsOf(value: Dynamic | undefined, name: string): number[] | undefined {
  if (value === undefined || value === null) return undefined;
  const items = itemsOf(value);
  if (items === undefined) throw unprovenSeries(`${name}() of what is no array`);
  return items.map((item) => {
    if (item === null) throw unprovenSeries(`${name}() of a series with what is no number`);
    return Number(item);
  });
}

/** A real result: how a series prints one that is not finite is not proven. */
export function finite(value: number, name: string): number {
  if (!Number.isFinite(value)) throw unprovenSeries(`${name}() with a result that is not finite`);
  return value;
}
