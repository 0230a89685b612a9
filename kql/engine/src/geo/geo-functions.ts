import { COVERING_FUNCTIONS } from "./covering.ts";
import type { GeoFunctions } from "./geo-function.ts";
import { GEOHASH_FUNCTIONS } from "./geohash-functions.ts";
import { H3_FUNCTIONS } from "./h3-functions.ts";
import { INTERSECTION_FUNCTIONS } from "./intersections.ts";
import { INTERSECTS_FUNCTIONS } from "./intersects.ts";
import { LINE_FUNCTIONS } from "./line-functions.ts";
import { POINT_FUNCTIONS } from "./point-functions.ts";
import { POLYGON_FUNCTIONS } from "./polygon-functions.ts";
import { S2_CELL_FUNCTIONS } from "./s2-cells.ts";
import { SHAPING_FUNCTIONS } from "./shaping.ts";
import { UNION_FUNCTIONS } from "./unions.ts";
import { geoFromWkt } from "./wkt.ts";

/** Kusto's functions of geography by their names. */
export const GEO_FUNCTIONS: GeoFunctions = {
  ...GEOHASH_FUNCTIONS,
  ...H3_FUNCTIONS,
  ...S2_CELL_FUNCTIONS,
  ...COVERING_FUNCTIONS,
  ...POINT_FUNCTIONS,
  ...LINE_FUNCTIONS,
  ...POLYGON_FUNCTIONS,
  ...INTERSECTS_FUNCTIONS,
  ...INTERSECTION_FUNCTIONS,
  ...UNION_FUNCTIONS,
  ...SHAPING_FUNCTIONS,
  geo_from_wkt: { parameters: ["text"], returns: "dynamic", call: (text) => geoFromWkt(String(text)) },
};
