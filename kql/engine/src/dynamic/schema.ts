import { type Dynamic, isArray, isBag, isTagged } from "./value.ts";

/** The types that stand at one place, by their Kusto names, and the schemas of the bags and arrays there. */
interface Place {
  readonly types: Set<string>;
  readonly bag: Map<string, Place>;
  readonly items: Place[];
}

/**
 * The schema that buildschema() gives for these values; `undefined` where it is not documented.
 * https://learn.microsoft.com/kusto/query/buildschema-aggregation-function
 */
export function schemaOf(values: readonly Dynamic[]): Dynamic | undefined {
  const place = newPlace();
  for (const value of values) if (!see(value, place)) return undefined;
  return written(place);
}

function newPlace(): Place {
  return { types: new Set(), bag: new Map(), items: [] };
}

function see(value: Dynamic, place: Place): boolean {
  if (typeof value === "string") place.types.add("string");
  else if (typeof value === "bigint") place.types.add("long");
  else if (typeof value === "number") place.types.add("double");
  else if (value === null || typeof value === "boolean" || isTagged(value)) return false;
  else if (isArray(value)) {
    place.types.add("[]");
    place.items[0] ??= newPlace();
    const inside = place.items[0];
    return value.length > 0 && value.every((item) => see(item, inside));
  } else if (isBag(value)) {
    place.types.add("{}");
    return [...value].every(([name, item]) => {
      const inside = place.bag.get(name) ?? newPlace();
      place.bag.set(name, inside);
      return see(item, inside);
    });
  }
  return true;
}

function written({ types, bag, items }: Place): Dynamic | undefined {
  // How a place is written that holds bags and arrays is in no example.
  if (types.has("[]") && types.has("{}")) return undefined;
  const parts: (Dynamic | undefined)[] = [...types].map((type) => {
    if (type === "{}") return bagOf([...bag].map(([name, place]) => [name, written(place)]));
    if (type === "[]") return bagOf([["`indexer`", items[0] && written(items[0])]]);
    return type;
  });
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length) return undefined;
  return known.length === 1 ? known[0] : known;
}

function bagOf(entries: readonly (readonly [string, Dynamic | undefined])[]): Dynamic | undefined {
  const bag = new Map<string, Dynamic>();
  for (const [name, value] of entries) {
    if (value === undefined) return undefined;
    bag.set(name, value);
  }
  return bag;
}
