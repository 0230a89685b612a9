import type { Dynamic } from "../dynamic/value.ts";
import { type GeoFunctions, wholeWithin } from "./geo-function.ts";
import { boxOf, geohashNeighbors, geohashOf } from "./geohash.ts";
import { pointJson, polygonJson, positionOf } from "./geojson.ts";

/** https://learn.microsoft.com/kusto/query/geospatial-grid-systems */
export const GEOHASH_FUNCTIONS: GeoFunctions = {
  geo_point_to_geohash: {
    parameters: ["real", "real", "long"],
    defaults: [5],
    returns: "string",
    call: (longitude, latitude, accuracy) => {
      const position = positionOf(longitude, latitude);
      const length = wholeWithin(accuracy, 1, 18);
      return position === undefined || length === undefined ? null : geohashOf(position, length);
    },
  },
  geo_geohash_to_central_point: { parameters: ["text"], returns: "dynamic", call: (hash) => centre(String(hash)) },
  geo_geohash_to_polygon: { parameters: ["text"], returns: "dynamic", call: (hash) => polygon(String(hash)) },
  geo_geohash_neighbors: {
    parameters: ["text"],
    returns: "dynamic",
    call: (hash) => geohashNeighbors(String(hash)) ?? null,
  },
};

function centre(hash: string): Dynamic {
  const box = boxOf(hash);
  return box === undefined ? null : pointJson([(box.west + box.east) / 2, (box.south + box.north) / 2]);
}

function polygon(hash: string): Dynamic {
  const box = boxOf(hash);
  if (box === undefined) return null;
  const { west, south, east, north } = box;
  return polygonJson([
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
    ],
  ]);
}
