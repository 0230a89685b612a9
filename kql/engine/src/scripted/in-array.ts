import { decodeDynamic, encodeDynamic } from "../dynamic/codec.ts";
import { type Dynamic, isArray, isTagged } from "../dynamic/value.ts";
import { foldOf } from "../text/folding.ts";
import { arrayOf, unproven } from "./arguments.ts";
import type { Scripted } from "./scripted.ts";

/** `value in (array)` for an array that is not a constant. */
export const IN_ARRAY: readonly Scripted[] = [
  {
    name: "kqljs_in_array",
    parameters: ["VARCHAR", "VARCHAR", "BOOLEAN"],
    returns: "BOOLEAN",
    call: (element, list, folded) => {
      if (typeof element !== "string" || typeof list !== "string") return false;
      const { kinds, keys } = membersOf(list, folded === true);
      const value = decodeDynamic(element);
      if (keys.size === 0) return false;
      if (kinds.size !== 1 || !kinds.has(kindOf(value)))
        throw unproven("A value in a dynamic array of values of other types");
      return keys.has(keyOf(value, folded === true));
    },
  },
];

interface Members {
  readonly kinds: ReadonlySet<string>;
  readonly keys: ReadonlySet<string>;
}

// The array is mostly the same in all rows.
let last: { readonly text: string; readonly folded: boolean; readonly members: Members } | undefined;

function membersOf(text: string, folded: boolean): Members {
  if (last?.text === text && last.folded === folded) return last.members;
  const items = (arrayOf(decodeDynamic(text)) ?? []).filter((item) => item !== null);
  const members = { kinds: new Set(items.map(kindOf)), keys: new Set(items.map((item) => keyOf(item, folded))) };
  last = { text, folded, members };
  return members;
}

function kindOf(value: Dynamic): string {
  if (isTagged(value)) return value.kind;
  if (isArray(value) || (typeof value === "object" && value !== null)) throw unproven("A list within the list");
  return typeof value;
}

function keyOf(value: Dynamic, folded: boolean): string {
  return typeof value === "string" && folded ? foldOf(value) : encodeDynamic(value);
}
