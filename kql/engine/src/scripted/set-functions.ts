import { keyOf, refuseMixedNumbers } from "../dynamic/compare.ts";
import type { Dynamic } from "../dynamic/value.ts";
import { arrayOf, unproven } from "./arguments.ts";
import type { DynamicFunctions } from "./dynamic-functions.ts";

type Distinct = ReadonlyMap<string, Dynamic>;

/** Arrays as sets: each value once, in the order in which the arguments give them. */
export const SET_FUNCTIONS: DynamicFunctions = {
  set_union: {
    returns: "dynamic",
    arity: [1, 64],
    apply: (args) => ofSets(args, (sets) => [...new Map(sets.flatMap((set) => [...set])).values()]),
  },
  set_intersect: {
    returns: "dynamic",
    arity: [1, 64],
    apply: (args) => ofSets(args, (sets) => kept(sets, (key, rest) => rest.every((set) => set.has(key)))),
  },
  set_difference: {
    returns: "dynamic",
    arity: [1, 64],
    apply: (args) => ofSets(args, (sets) => kept(sets, (key, rest) => !rest.some((set) => set.has(key)))),
  },
  set_has_element: { returns: "bool", arity: [2, 2], apply: hasElement },
  set_equals: { returns: "bool", arity: [2, 2], apply: equals },
  jaccard_index: { returns: "real", arity: [2, 2], apply: (args) => ofSets(args, jaccard) },
};

function ofSets(args: readonly Dynamic[], apply: (sets: readonly Distinct[]) => Dynamic): Dynamic {
  if (args.some((item) => item === null)) return null;
  const lists = args.map((item) => {
    const list = arrayOf(item);
    if (list === undefined) throw unproven("A set that is no array");
    return list;
  });
  refuseMixedNumbers(lists.flat());
  return apply(lists.map((list) => new Map(list.map((value) => [keyOf(value), value]))));
}

function kept(sets: readonly Distinct[], keep: (key: string, rest: readonly Distinct[]) => boolean): Dynamic {
  const [first = new Map<string, Dynamic>(), ...rest] = sets;
  return [...first].filter(([key]) => keep(key, rest)).map(([, value]) => value);
}

function hasElement([list, value = null]: readonly Dynamic[]): Dynamic {
  const items = arrayOf(list);
  if (items === undefined) throw unproven("set_has_element() of what is no array");
  if (value === null) throw unproven("set_has_element() of null");
  refuseMixedNumbers([...items, value]);
  const key = keyOf(value);
  return items.some((item) => keyOf(item) === key);
}

function equals(args: readonly Dynamic[]): Dynamic {
  if (args.some((item) => item === null)) throw unproven("set_equals() of null");
  return ofSets(
    args,
    ([a = new Map(), b = new Map()]) => a.size === b.size && [...a.keys()].every((key) => b.has(key)),
  );
}

// Of two empty sets it is NaN. https://learn.microsoft.com/kusto/query/jaccard-index-function
function jaccard([a = new Map(), b = new Map()]: readonly Distinct[]): Dynamic {
  const both = [...a.keys()].filter((key) => b.has(key)).length;
  return both / (a.size + b.size - both);
}
