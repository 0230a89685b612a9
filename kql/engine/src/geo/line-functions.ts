import type { Dynamic } from "../dynamic/value.ts";
import { KqlError } from "../errors.ts";
import { contacts } from "./edges.ts";
import { type GeoCell, type GeoFunctions, numberOf } from "./geo-function.ts";
import { pointJson, positionOf } from "./geojson.ts";
import type { S2Point } from "./libraries.ts";
import { type GeoLine, readLine, readLines } from "./line.ts";
import { pointOf, pointTowards, positionAt, RADIUS } from "./sphere.ts";

/** https://learn.microsoft.com/kusto/query/scalar-functions#geospatial-functions */
export const LINE_FUNCTIONS: GeoFunctions = {
  geo_line_length: { parameters: ["dynamic"], returns: "real", call: (given) => ofUnion(given, lengthOf) },
  geo_line_centroid: { parameters: ["dynamic"], returns: "dynamic", call: (given) => ofUnion(given, centroid) },
  geo_line_interpolate_point: { parameters: ["dynamic", "real"], returns: "dynamic", call: interpolate },
  geo_line_locate_point: {
    parameters: ["dynamic", "real", "real", "bool"],
    defaults: [false],
    returns: "real",
    call: locate,
  },
  geo_distance_point_to_line: {
    parameters: ["real", "real", "dynamic"],
    returns: "real",
    call: (longitude, latitude, given) => {
      const [from, to] = nearest(longitude, latitude, given) ?? [];
      return from === undefined || to === undefined ? null : from.distance(to) * RADIUS;
    },
  },
  geo_closest_point_on_line: {
    parameters: ["real", "real", "dynamic"],
    returns: "dynamic",
    call: (longitude, latitude, given) => {
      const [, to] = nearest(longitude, latitude, given) ?? [];
      return to === undefined ? null : pointJson(positionAt(to));
    },
  },
};

/** The point and the closest one to it on the lines. */
function nearest(longitude?: GeoCell, latitude?: GeoCell, given?: GeoCell): [S2Point, S2Point] | undefined {
  const position = positionOf(longitude, latitude);
  const lines = readLines(given);
  if (position === undefined || lines === undefined) return undefined;
  const point = pointOf(position);
  return [
    point,
    closestOf(
      point,
      lines.map(({ line }) => line.project(point)[0]),
    ),
  ];
}

export function closestOf(point: S2Point, candidates: readonly S2Point[]): S2Point {
  return candidates.reduce((best, one) => (point.distance(one) < point.distance(best) ? one : best));
}

// Of several lines the union is meant: what two of them share would count once.
function ofUnion(given: GeoCell | undefined, of: (lines: readonly GeoLine[]) => Dynamic): Dynamic {
  const lines = readLines(given);
  if (lines === undefined) return null;
  for (const [i, one] of lines.entries())
    for (const other of lines.slice(0, i))
      for (const { contact } of contacts(one.edges, other.edges))
        if (contact === "same" || contact === "opposite")
          throw new KqlError("NotSupported", "The union of lines that share an edge is not proven here");
  return of(lines);
}

function lengthOf(lines: readonly GeoLine[]): number {
  return lines.reduce((sum, { line }) => sum + line.length(), 0) * RADIUS;
}

function centroid(lines: readonly GeoLine[]): Dynamic {
  const vectors = lines.map(({ line }) => line.centroid().vector);
  const sum = vectors.reduce((total, vector) => total.add(vector));
  return pointJson(positionAt(pointTowards(sum.x, sum.y, sum.z)));
}

function interpolate(given?: GeoCell, fraction?: GeoCell): Dynamic {
  const [line, part] = [readLine(given), numberOf(fraction)];
  if (line === undefined || part === undefined || part < 0 || part > 1) return null;
  return pointJson(positionAt(line.line.interpolate(part)[0]));
}

function locate(given?: GeoCell, longitude?: GeoCell, latitude?: GeoCell, onSpheroid?: GeoCell): Dynamic {
  const [line, position] = [readLine(given), positionOf(longitude, latitude)];
  if (line === undefined || position === undefined || typeof onSpheroid !== "boolean") return null;
  if (onSpheroid) throw new KqlError("NotSupported", "A place on a line on the spheroid is not supported");
  const [closest, next] = line.line.project(pointOf(position));
  return line.line.uninterpolate(closest, next);
}
