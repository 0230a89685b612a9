import { decodeDynamic, encodeDynamic } from "../dynamic/codec.ts";
import { type Dynamic, isArray, isBag, isTagged } from "../dynamic/value.ts";
import { KqlError } from "../errors.ts";
import type { Cell, Scripted } from "./scripted.ts";

/** What the collecting aggregates do with the array of all their values. */
export const COLLECTIONS: readonly Scripted[] = [
  {
    name: "kqljs_element_real",
    parameters: ["DOUBLE"],
    returns: "VARCHAR",
    call: (value) => (typeof value === "number" ? encodeDynamic(value) : null),
  },
  {
    // A bag's properties as an array: bags of one, or pairs of key and value.
    name: "kqljs_properties",
    parameters: ["VARCHAR", "VARCHAR"],
    returns: "VARCHAR",
    call: (text, kind) => (typeof text === "string" ? properties(decodeDynamic(text), kind === "array") : null),
  },
  {
    // The names and types of a bag's properties, as a JSON array of pairs.
    name: "kqljs_bag_shape",
    parameters: ["VARCHAR"],
    returns: "VARCHAR",
    call: (text) => JSON.stringify(typeof text === "string" ? shape(decodeDynamic(text)) : []),
  },
  {
    // An array among the values gives its elements (measured).
    name: "kqljs_flatten",
    parameters: ["VARCHAR", "BIGINT"],
    returns: "VARCHAR",
    call: (text, limit) => encodeDynamic(elements(text).slice(0, Number(limit))),
  },
  {
    name: "kqljs_distinct",
    parameters: ["VARCHAR", "BIGINT"],
    returns: "VARCHAR",
    call: (text, limit) => distinct(elements(text), Number(limit)),
  },
  {
    // The first value of a key stays (measured); what is no bag is left out.
    name: "kqljs_merge_bags",
    parameters: ["VARCHAR", "BIGINT"],
    returns: "VARCHAR",
    call: (text, limit) => mergeBags(items(text), Number(limit)),
  },
];

function items(text: Cell): readonly Dynamic[] {
  const value = typeof text === "string" ? decodeDynamic(text) : [];
  if (!isArray(value)) throw new KqlError("Runtime", "Not an array");
  return value;
}

function elements(text: Cell): Dynamic[] {
  return items(text).flatMap((item) => (isArray(item) ? [...item] : [item]));
}

function distinct(values: readonly Dynamic[], limit: number): string {
  const seen = new Map<string, Dynamic>();
  for (const value of values) {
    if (seen.size >= limit) break;
    const key = encodeDynamic(value);
    if (!seen.has(key)) seen.set(key, value);
  }
  return encodeDynamic([...seen.values()]);
}

function mergeBags(values: readonly Dynamic[], limit: number): string {
  const merged = new Map<string, Dynamic>();
  for (const value of values)
    if (isBag(value))
      for (const [key, item] of value) if (!merged.has(key) && merged.size < limit) merged.set(key, item);
  return encodeDynamic(merged);
}

function properties(bag: Dynamic, pairs: boolean): string {
  if (!isBag(bag)) throw new KqlError("Runtime", "Not a bag");
  return encodeDynamic([...bag].map(([key, value]) => (pairs ? [key, value] : new Map([[key, value]]))));
}

const KIND_TYPES = { d: "datetime", t: "timespan", g: "guid", m: "decimal" } as const;

function shape(bag: Dynamic): [string, string][] {
  return isBag(bag) ? [...bag].map(([name, value]): [string, string] => [name, typeOf(value)]) : [];
}

function typeOf(value: Dynamic): string {
  if (value === null) return "null";
  if (typeof value === "string") return "string";
  if (typeof value === "bigint") return "long";
  if (typeof value === "number") return "real";
  if (typeof value === "boolean") return "bool";
  return isTagged(value) ? KIND_TYPES[value.kind] : "dynamic";
}
