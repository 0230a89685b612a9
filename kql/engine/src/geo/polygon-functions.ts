import type { Dynamic } from "../dynamic/value.ts";
import type { GeoCell, GeoFunction, GeoFunctions } from "./geo-function.ts";
import { pointJson, positionOf } from "./geojson.ts";
import { type S2Point, s2 } from "./libraries.ts";
import { closestOf } from "./line-functions.ts";
import { type Region, readRegion, regionHas } from "./polygon.ts";
import { united } from "./region-union.ts";
import { pointOf, pointTowards, positionAt, RADIUS } from "./sphere.ts";

/** https://learn.microsoft.com/kusto/query/scalar-functions#geospatial-functions */
export const POLYGON_FUNCTIONS: GeoFunctions = {
  geo_point_in_polygon: ofPointAndRegion("bool", regionHas),
  geo_distance_point_to_polygon: ofPointAndRegion("real", (region, point) =>
    regionHas(region, point) ? 0 : point.distance(onBoundary(region, point)) * RADIUS,
  ),
  geo_closest_point_on_polygon: ofPointAndRegion("dynamic", (region, point) =>
    pointJson(positionAt(regionHas(region, point) ? point : onBoundary(region, point))),
  ),
  geo_polygon_area: ofUnion("real", (region) => sum(region.map(({ area }) => area.area())) * RADIUS * RADIUS),
  geo_polygon_perimeter: ofUnion("real", (region) => {
    const edges = region.flatMap((polygon) => polygon.edges);
    return sum(edges.map(({ a, b }) => a.distance(b))) * RADIUS;
  }),
  geo_polygon_centroid: ofUnion("dynamic", (region) => {
    const vectors = region.map(({ area }) => area.centroid().vector);
    const { x, y, z } = vectors.reduce((total, vector) => total.add(vector));
    return pointJson(positionAt(pointTowards(x, y, z)));
  }),
};

function ofUnion(returns: GeoFunction["returns"], of: (region: Region) => Dynamic): GeoFunction {
  return {
    parameters: ["dynamic"],
    returns,
    call: (given) => {
      const region = readRegion(given);
      return region === undefined ? null : of(united(region));
    },
  };
}

function ofPointAndRegion(
  returns: GeoFunction["returns"],
  of: (region: Region, point: S2Point) => Dynamic,
): GeoFunction {
  return {
    parameters: ["real", "real", "dynamic"],
    returns,
    call: (longitude?: GeoCell, latitude?: GeoCell, given?: GeoCell) => {
      const [position, region] = [positionOf(longitude, latitude), readRegion(given)];
      return position === undefined || region === undefined ? null : of(region, pointOf(position));
    },
  };
}

function onBoundary(region: Region, point: S2Point): S2Point {
  const rings = region.flatMap((polygon) => polygon.rings);
  return closestOf(
    point,
    rings.map((ring) => new (s2().Polyline)([...ring, ...ring.slice(0, 1)]).project(point)[0]),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
