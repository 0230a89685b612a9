import { encodeDynamic } from "../dynamic/codec.ts";
import { sorted } from "../dynamic/compare.ts";
import { type Bag, type Dynamic, isArray, isBag } from "../dynamic/value.ts";
import { arrayOf, bagOf, unproven } from "./arguments.ts";
import type { DynamicFunctions } from "./dynamic-functions.ts";
import { keyPath } from "./key-path.ts";

/** https://learn.microsoft.com/kusto/query/scalar-functions#dynamicarray-functions */
export const BAG_FUNCTIONS: DynamicFunctions = {
  bag_keys: { returns: "dynamic", arity: [1, 1], apply: ([bag]) => keys(bagOf(bag)) },
  bag_merge: { returns: "dynamic", arity: [2, 64], apply: merge },
  bag_remove_keys: { returns: "dynamic", arity: [2, 2], apply: removeKeys },
  bag_set_key: { returns: "dynamic", arity: [3, 3], apply: setKey },
  bag_has_key: { returns: "bool", arity: [2, 2], apply: hasKey },
  bag_zip: { returns: "dynamic", arity: [2, 2], apply: zip },
  treepath: { returns: "dynamic", arity: [1, 1], apply: ([value = null]) => (value === null ? null : paths(value)) },
  // Its keys are sorted (measured).
  dynamic_to_json: { returns: "string", arity: [1, 1], apply: ([value = null]) => toJson(value) },
};

function keys(bag: Bag | undefined): Dynamic {
  return bag === undefined ? null : [...bag.keys()];
}

// The first bag that has a key gives its value, and the keys come in that order (measured).
function merge(args: readonly Dynamic[]): Dynamic {
  const given = args.filter((item) => item !== null);
  if (given.some((item) => !isBag(item))) throw unproven("bag_merge() of what is no bag");
  if (given.length === 0) return null;
  const all = new Map<string, Dynamic>();
  for (const bag of given) for (const [key, value] of bagOf(bag) ?? []) if (!all.has(key)) all.set(key, value);
  return all;
}

function removeKeys([first, list]: readonly Dynamic[]): Dynamic {
  const bag = bagOf(first);
  const names = arrayOf(list);
  if (bag === undefined) return null;
  if (names === undefined) throw unproven("A list of keys that is no array");
  return names.reduce<Bag>((left, name) => (typeof name === "string" ? without(left, keyPath(name)) : left), bag);
}

function without(bag: Bag, [key = "", ...rest]: readonly string[]): Bag {
  const value = bag.get(key);
  if (value === undefined) return bag;
  if (rest.length === 0) return new Map([...bag].filter(([name]) => name !== key));
  return isBag(value) ? new Map([...bag, [key, without(value, rest)]]) : bag;
}

function setKey([first, name, value = null]: readonly Dynamic[]): Dynamic {
  const bag = bagOf(first);
  if (bag === undefined) return null;
  if (typeof name !== "string") throw unproven("A key that is no string");
  return withKey(bag, keyPath(name), value);
}

function withKey(bag: Bag, [key = "", ...rest]: readonly string[], value: Dynamic): Bag {
  if (rest.length === 0) return new Map([...bag, [key, value]]);
  const inner = bag.get(key) ?? null;
  if (!isBag(inner)) throw unproven("A path into what is no bag");
  return new Map([...bag, [key, withKey(inner, rest, value)]]);
}

function hasKey([first, name]: readonly Dynamic[]): Dynamic {
  const bag = bagOf(first);
  if (bag === undefined) throw unproven("bag_has_key() of what is no bag");
  if (typeof name !== "string") throw unproven("A key that is no string");
  let at: Dynamic = bag;
  for (const key of keyPath(name)) {
    if (!isBag(at) || !at.has(key)) return false;
    at = at.get(key) ?? null;
  }
  return true;
}

// Keys that are no strings are left out; a key without a value has null.
function zip([first, second]: readonly Dynamic[]): Dynamic {
  const [names, values] = [arrayOf(first), arrayOf(second)];
  if (names === undefined || values === undefined) return null;
  const bag = new Map<string, Dynamic>();
  names.forEach((name, i) => {
    if (typeof name !== "string") return;
    if (bag.has(name)) throw unproven("bag_zip() of one key twice");
    bag.set(name, values[i] ?? null);
  });
  return bag;
}

// `['a']['b']` for a property, `[0]` for the elements of an array, whichever they are.
function paths(value: Dynamic, prefix = ""): string[] {
  const found = new Set<string>();
  const add = (path: string, inner: Dynamic) => {
    found.add(path);
    for (const deeper of paths(inner, path)) found.add(deeper);
  };
  if (isBag(value)) for (const [key, inner] of value) add(`${prefix}['${key}']`, inner);
  else if (isArray(value)) for (const inner of value) add(`${prefix}[0]`, inner);
  return [...found];
}

function toJson(value: Dynamic): Dynamic {
  if (value === null) throw unproven("dynamic_to_json() of null");
  const text = encodeDynamic(sorted(value));
  if (text.includes("\uFDD0")) throw unproven("dynamic_to_json() of a value that JSON lacks");
  return text;
}
