import type { Dynamic } from "../dynamic/value.ts";
import { type GeoCell, type GeoFunctions, numberOf } from "./geo-function.ts";
import { positionOf } from "./geojson.ts";
import { spheroid } from "./libraries.ts";
import { azimuthOf, metersBetween, turn } from "./sphere.ts";

/** https://learn.microsoft.com/kusto/query/scalar-functions#geospatial-functions */
export const POINT_FUNCTIONS: GeoFunctions = {
  geo_distance_2points: {
    parameters: ["real", "real", "real", "real", "bool"],
    defaults: [false],
    returns: "real",
    call: distance,
  },
  geo_azimuth: { parameters: ["real", "real", "real", "real"], returns: "real", call: azimuth },
  geo_angle: { parameters: ["real", "real", "real", "real", "real", "real"], returns: "real", call: angle },
  geo_point_in_circle: {
    parameters: ["real", "real", "real", "real", "real"],
    returns: "bool",
    call: (...[x1, y1, x2, y2, given]) => {
      const [point, centre] = [positionOf(x1, y1), positionOf(x2, y2)];
      const radius = numberOf(given);
      if (point === undefined || centre === undefined || radius === undefined || radius <= 0) return null;
      return metersBetween(point, centre) <= radius;
    },
  },
};

function distance(...[x1, y1, x2, y2, onSpheroid]: GeoCell[]): Dynamic {
  const [from, to] = [positionOf(x1, y1), positionOf(x2, y2)];
  if (from === undefined || to === undefined || typeof onSpheroid !== "boolean") return null;
  if (!onSpheroid) return metersBetween(from, to);
  return spheroid().Inverse(from[1], from[0], to[1], to[0]).s12 ?? null;
}

function azimuth(x1?: GeoCell, y1?: GeoCell, x2?: GeoCell, y2?: GeoCell): Dynamic {
  const [from, to] = [positionOf(x1, y1), positionOf(x2, y2)];
  return from === undefined || to === undefined ? null : (azimuthOf(from, to) ?? null);
}

// Clockwise from the way back to the first point, to the way on to the third.
function angle(...[x1, y1, x2, y2, x3, y3]: GeoCell[]): Dynamic {
  const [first, second, third] = [positionOf(x1, y1), positionOf(x2, y2), positionOf(x3, y3)];
  if (first === undefined || second === undefined || third === undefined) return null;
  const [back, on] = [azimuthOf(second, first), azimuthOf(second, third)];
  return back === undefined || on === undefined ? null : turn(on - back);
}
