import { KqlError } from "../errors.ts";
import { type Dynamic, isArray, isBag, isTagged } from "./value.ts";

/** gettype() of a dynamic. https://learn.microsoft.com/kusto/query/gettype-function */
export function typeName(value: Dynamic): string {
  if (value === null) return "null";
  if (isArray(value)) return "array";
  if (isBag(value)) return "dictionary";
  if (isTagged(value)) return { d: "datetime", t: "timespan", g: "guid", m: "decimal" }[value.kind];
  if (typeof value === "bigint") return "long";
  if (typeof value === "boolean") return "bool";
  if (typeof value !== "number") return "string";
  throw new KqlError("NotSupported", "gettype() of a real within a dynamic is not proven");
}

/** The property of a bag; null where there is none. */
export function propertyOf(value: Dynamic, key: string): Dynamic {
  return isBag(value) ? (value.get(key) ?? null) : null;
}

/** The element of an array, from the end when negative; null where there is none. */
export function elementAt(value: Dynamic, index: bigint): Dynamic {
  return isArray(value) ? (value.at(Number(index)) ?? null) : null;
}
