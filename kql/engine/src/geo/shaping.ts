import { decodeDynamic } from "../dynamic/codec.ts";
import type { Dynamic } from "../dynamic/value.ts";
import { KqlError } from "../errors.ts";
import { type GeoCell, type GeoFunction, type GeoFunctions, numberOf } from "./geo-function.ts";
import { positionOf } from "./geojson.ts";
import type { S2Point } from "./libraries.ts";
import { readLines } from "./line.ts";
import { planarError } from "./planar-edge.ts";
import { readRegion, regionOf } from "./polygon.ts";
import { RADIUS } from "./sphere.ts";
import { arrayOf } from "./unions.ts";

/** Functions whose answers can only in part be reproduced: what is null, and what stays as it is. */
export const SHAPING_FUNCTIONS: GeoFunctions = {
  geo_line_simplify: simplify((given) => readLines(given)?.flatMap(({ line }) => line.points)),
  geo_polygon_simplify: simplify((given) => readRegion(given)?.flatMap(({ rings }) => rings.flat())),
  geo_simplify_polygons_array: simplify(
    (given) => arrayOf(given, regionOf)?.flatMap((region) => region.flatMap(({ rings }) => rings.flat())),
    isSmaller,
  ),
  geo_line_densify: densify((given) => readLines(given)?.map(({ line }) => line.points)),
  geo_polygon_densify: densify((given) =>
    readRegion(given)?.flatMap(({ rings }) => rings.map((ring) => [...ring, ...ring.slice(0, 1)])),
  ),
  geo_line_buffer: buffer(readLines),
  geo_polygon_buffer: buffer(readRegion),
  geo_point_buffer: {
    parameters: ["real", "real", "real", "real"],
    defaults: [10],
    returns: "dynamic",
    call: (longitude, latitude, radius, tolerance) => buffered(positionOf(longitude, latitude), radius, tolerance),
  },
};

function refused(what: string): KqlError {
  return new KqlError("NotSupported", `${what} cannot be reproduced`);
}

function simplify(
  read: (given: GeoCell | undefined) => readonly S2Point[] | undefined,
  vanishes = (_points: readonly S2Point[], _distance: number) => false,
): GeoFunction {
  return {
    parameters: ["dynamic", "real"],
    defaults: [10],
    returns: "dynamic",
    call: (given, told) => {
      const [points, tolerance] = [read(given), numberOf(told)];
      if (points === undefined || tolerance === undefined || tolerance < 0) return null;
      if (points.length > 0 && tolerance < 7_800_000 && vanishes(points, tolerance / RADIUS)) return null;
      throw refused("The simplification of a shape");
    },
  };
}

// Vertices nearer to each other than the tolerance become one; nothing is left of polygons that small (documented).
function isSmaller(points: readonly S2Point[], distance: number): boolean {
  const far = points.reduce((most, point) => Math.max(most, points[0]?.distance(point) ?? 0), 0);
  if (far >= distance) return false;
  return (
    far < distance / 2 || (points.length < 1000 && points.every((a) => points.every((b) => a.distance(b) < distance)))
  );
}

// An edge that hardly differs from the straight one on the map gets no further vertices.
function densify(read: (given: GeoCell | undefined) => readonly (readonly S2Point[])[] | undefined): GeoFunction {
  return {
    parameters: ["dynamic", "real", "bool"],
    defaults: [10, false],
    returns: "dynamic",
    call: (given, told, preserve) => {
      const [lines, tolerance] = [read(given), numberOf(told)];
      if (lines === undefined || tolerance === undefined || typeof preserve !== "boolean") return null;
      if (tolerance < 0.1 || tolerance > 10_000) return null;
      if (lines.some((line) => planarError(line) > tolerance / 10)) throw refused("The vertices of a densified shape");
      return decodeDynamic(String(given));
    },
  };
}

function buffer(read: (given: GeoCell | undefined) => unknown): GeoFunction {
  return {
    parameters: ["dynamic", "real", "real"],
    defaults: [10],
    returns: "dynamic",
    call: (given, radius, tolerance) => buffered(read(given), radius, tolerance),
  };
}

function buffered(shape: unknown, radius: GeoCell | undefined, tolerance: GeoCell | undefined): Dynamic {
  const [meters, deviation] = [numberOf(radius) ?? 0, numberOf(tolerance) ?? 0];
  if (shape === undefined || meters <= 0 || deviation <= 0) return null;
  throw refused("The vertices of a buffer");
}
