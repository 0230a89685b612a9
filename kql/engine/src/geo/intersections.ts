import type { Dynamic } from "../dynamic/value.ts";
import { KqlError } from "../errors.ts";
import { contacts, crossingOf } from "./edges.ts";
import type { GeoFunctions } from "./geo-function.ts";
import { closedJson, collectionJson, geoJson, pointJson, positionsJson } from "./geojson.ts";
import type { S2Point } from "./libraries.ts";
import { type GeoLine, readLines } from "./line.ts";
import { overlay, piecesOf } from "./overlay.ts";
import { type GeoPolygon, keyOf, type Region, readRegion, regionHas } from "./polygon.ts";
import { regionOfRings, united } from "./region-union.ts";
import { pointTowards, positionAt } from "./sphere.ts";
import type { Piece } from "./stitch.ts";

/** https://learn.microsoft.com/kusto/query/scalar-functions#geospatial-functions */
export const INTERSECTION_FUNCTIONS: GeoFunctions = {
  geo_intersection_2lines: {
    parameters: ["dynamic", "dynamic"],
    returns: "dynamic",
    call: (first, second) => {
      const [one, other] = [readLines(first), readLines(second)];
      return one === undefined || other === undefined ? null : ofLines(one, other);
    },
  },
  geo_intersection_line_with_polygon: {
    parameters: ["dynamic", "dynamic"],
    returns: "dynamic",
    call: (first, second) => {
      const [lines, region] = [readLines(first), readRegion(second)];
      return lines === undefined || region === undefined ? null : ofLineAndRegion(lines, united(region));
    },
  },
  geo_intersection_2polygons: {
    parameters: ["dynamic", "dynamic"],
    returns: "dynamic",
    call: (first, second) => {
      const [one, other] = [readRegion(first), readRegion(second)];
      return one === undefined || other === undefined ? null : ofRegions(united(one), united(other));
    },
  },
};

function refused(what: string): KqlError {
  return new KqlError("NotSupported", `${what} is not proven`);
}

// One point, or one way along both; the order of more is not documented.
function ofLines(ones: readonly GeoLine[], others: readonly GeoLine[]): Dynamic {
  const [first, second] = [ones.flatMap(({ edges }) => edges), others.flatMap(({ edges }) => edges)];
  const found = [...contacts(first, second)];
  const along = found.filter(({ contact }) => contact === "same").map(({ one }) => first[one]);
  if (found.some(({ contact }) => contact === "opposite")) throw refused("The intersection of opposite lines");
  const points = new Map<string, S2Point>();
  for (const { one, other, contact } of found) {
    const [a, b] = [first[one], second[other]];
    if (a === undefined || b === undefined) continue;
    if (contact === "cross") points.set(keyOf(crossingOf(a, b)), crossingOf(a, b));
    if (contact === "vertex")
      for (const end of [a.a, a.b]) if (end.equals(b.a) || end.equals(b.b)) points.set(keyOf(end), end);
  }
  const way = along.flatMap((edge) => (edge === undefined ? [] : [edge]));
  for (const { a, b } of way) for (const end of [a, b]) points.delete(keyOf(end));
  if (way.some((edge, i) => i > 0 && !way[i - 1]?.b.equals(edge.a))) throw refused("An intersection of several parts");
  if (points.size + Math.min(1, way.length) > 1) throw refused("An intersection of several parts");
  const [point] = points.values();
  if (point !== undefined) return pointJson(positionAt(point));
  return way.length === 0
    ? collectionJson([])
    : lineJson([...way.slice(0, 1).map(({ a }) => a), ...way.map(({ b }) => b)]);
}

function lineJson(points: readonly S2Point[]): Dynamic {
  return geoJson("LineString", positionsJson(points.map(positionAt)));
}

function ofLineAndRegion(lines: readonly GeoLine[], region: Region): Dynamic {
  if (lines.length > 1) throw refused("The intersection of a multiline with a polygon");
  const edges = lines.flatMap((line) => line.edges);
  const borders = region.flatMap((polygon) => polygon.edges);
  const cuts = new Map<number, S2Point[]>();
  for (const { one, other, contact } of contacts(edges, borders)) {
    const [edge, border] = [edges[one], borders[other]];
    if (contact !== "cross" || edge === undefined || border === undefined)
      throw refused("The intersection of a polygon with a line through a vertex of it");
    cuts.set(one, [...(cuts.get(one) ?? []), crossingOf(edge, border)]);
  }
  const parts = chained(piecesOf(edges, cuts, 0).filter((piece) => isInside(piece, region)));
  if (parts.length === 0) return collectionJson([]);
  if (parts.length === 1) return lineJson(parts[0] ?? []);
  return geoJson(
    "MultiLineString",
    parts.map((part) => positionsJson(part.map(positionAt))),
  );
}

function isInside({ from, to }: Piece, region: Region): boolean {
  return regionHas(region, pointTowards(from.x + to.x, from.y + to.y, from.z + to.z));
}

function chained(pieces: readonly Piece[]): S2Point[][] {
  const parts: S2Point[][] = [];
  for (const { from, to } of pieces) {
    const last = parts.at(-1);
    if (last?.at(-1)?.equals(from)) last.push(to);
    else parts.push([from, to]);
  }
  return parts;
}

// Polygons contain their vertices here: those that only touch have points in common.
function ofRegions(one: Region, other: Region): Dynamic {
  const { rings, points, alongside } = overlay(one, other, "intersection");
  if (alongside) throw refused("The intersection of polygons that lie along a common edge");
  const polygons = regionOfRings(rings);
  if (polygons.length > 1 || points.length > 1) throw refused("The order of an intersection of several parts");
  const parts = [...points.map((point) => pointJson(positionAt(point))), ...polygons.map(regionPartJson)];
  return parts.length === 1 ? (parts[0] ?? null) : collectionJson(parts);
}

export function regionPartJson({ rings }: GeoPolygon): Dynamic {
  return geoJson(
    "Polygon",
    rings.map((ring) => closedJson(ring.map(positionAt))),
  );
}
