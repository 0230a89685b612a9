import { type Bag, type Dynamic, isArray, isBag } from "../dynamic/value.ts";
import { KqlError } from "../errors.ts";

/** The array, or `undefined` for a value that is none. */
export function arrayOf(value: Dynamic | undefined): readonly Dynamic[] | undefined {
  return value !== undefined && isArray(value) ? value : undefined;
}

export function bagOf(value: Dynamic | undefined): Bag | undefined {
  return value !== undefined && isBag(value) ? value : undefined;
}

/** An index or count; `undefined` where it is null or not given. */
export function integerOf(value: Dynamic | undefined): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "bigint") return Number(value);
  throw unproven("A number that is no integer here");
}

export function unproven(what: string): KqlError {
  return new KqlError("NotSupported", `${what} is not proven`);
}
