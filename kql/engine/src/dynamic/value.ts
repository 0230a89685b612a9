/** Starts the JSON string of a scalar that JSON lacks; a type letter follows, then the value's text. A Unicode noncharacter. */
export const TAG = "\uFDD0";

/** d datetime (ISO, 7 digits, Z), t timespan (as tostring() prints it), g guid, m decimal, r a real that JSON lacks. */
export type TagKind = "d" | "t" | "g" | "m";

/** A scalar of a type that JSON lacks. */
export interface Tagged {
  readonly kind: TagKind;
  readonly text: string;
}

/** A value of Kusto's dynamic: a long is a bigint, a real a number; a bag keeps the order of its keys. */
export type Dynamic = null | boolean | bigint | number | string | Tagged | readonly Dynamic[] | Bag;
export type Bag = ReadonlyMap<string, Dynamic>;

export function isArray(value: Dynamic): value is readonly Dynamic[] {
  return Array.isArray(value);
}

export function isBag(value: Dynamic): value is Bag {
  return value instanceof Map;
}

export function isTagged(value: Dynamic): value is Tagged {
  return typeof value === "object" && value !== null && !isArray(value) && !isBag(value);
}
