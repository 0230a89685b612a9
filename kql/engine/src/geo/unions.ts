import { decodeDynamic } from "../dynamic/codec.ts";
import type { Dynamic } from "../dynamic/value.ts";
import { KqlError } from "../errors.ts";
import { contacts, type Edge } from "./edges.ts";
import type { GeoCell, GeoFunctions } from "./geo-function.ts";
import { geoJson, listOf, positionsJson } from "./geojson.ts";
import { regionPartJson } from "./intersections.ts";
import type { S2Point } from "./libraries.ts";
import { linesOf } from "./line.ts";
import { keyOf, type Region, regionOf } from "./polygon.ts";
import { unionOf } from "./region-union.ts";
import { positionAt } from "./sphere.ts";

/** https://learn.microsoft.com/kusto/query/scalar-functions#geospatial-functions */
export const UNION_FUNCTIONS: GeoFunctions = {
  geo_union_polygons_array: {
    parameters: ["dynamic"],
    returns: "dynamic",
    call: (given) => {
      const regions = arrayOf(given, regionOf);
      return regions === undefined ? null : unionJson(regions.flatMap((region) => region.map((polygon) => [polygon])));
    },
  },
  geo_union_lines_array: {
    parameters: ["dynamic"],
    returns: "dynamic",
    call: (given) => {
      const lines = arrayOf(given, linesOf);
      return lines === undefined ? null : joined(lines.flat().flatMap(({ edges }) => edges));
    },
  },
};

export function arrayOf<T>(given: GeoCell | undefined, item: (value: Dynamic) => T | undefined): T[] | undefined {
  return typeof given === "string" ? listOf(decodeDynamic(given), item) : undefined;
}

function unionJson(regions: readonly Region[]): Dynamic {
  const union = unionOf(regions);
  const [only] = union;
  if (only === undefined || union.length > 1)
    throw new KqlError("NotSupported", "The order of the polygons of a union of several is not documented");
  return regionPartJson(only);
}

// Edges that lines share count once; what remains must be one way.
function joined(edges: readonly Edge[]): Dynamic {
  const once = [...new Map(edges.map((edge) => [`${keyOf(edge.a)} ${keyOf(edge.b)}`, edge])).values()];
  for (const [i, edge] of once.entries())
    for (const { contact } of contacts([edge], once.slice(0, i))) if (contact !== "vertex") throw unproven();
  const starts = new Map(once.map((edge) => [keyOf(edge.a), edge]));
  const ends = new Set(once.map(({ b }) => keyOf(b)));
  const [first, ...more] = once.filter(({ a }) => !ends.has(keyOf(a)));
  if (first === undefined || more.length > 0 || starts.size !== once.length || ends.size !== once.length)
    throw unproven();
  const way: S2Point[] = [first.a];
  for (let edge: Edge | undefined = first; edge !== undefined; edge = starts.get(keyOf(edge.b))) way.push(edge.b);
  return geoJson("LineString", positionsJson(way.map(positionAt)));
}

function unproven(): KqlError {
  return new KqlError("NotSupported", "A union of lines that is not one way is not proven");
}
