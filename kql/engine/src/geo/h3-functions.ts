import type { Dynamic } from "../dynamic/value.ts";
import { KqlError } from "../errors.ts";
import { type GeoCell, type GeoFunction, type GeoFunctions, wholeWithin } from "./geo-function.ts";
import { geoJson, pointJson, positionOf, positionsJson } from "./geojson.ts";
import { h3 } from "./libraries.ts";
import { readRegion } from "./polygon.ts";
import { setOrder } from "./set-order.ts";

// A cell has at most this many levels of children in one answer.
const MOST_LEVELS = 5;

// Stands for a level that is not given; no number that a query can mean.
const UNTOLD = -(2 ** 53);

/** https://learn.microsoft.com/kusto/query/geospatial-grid-systems */
export const H3_FUNCTIONS: GeoFunctions = {
  geo_point_to_h3cell: {
    parameters: ["real", "real", "long"],
    defaults: [6],
    returns: "string",
    call: (longitude, latitude, resolution) => {
      const position = positionOf(longitude, latitude);
      const level = wholeWithin(resolution, 0, 15);
      return position === undefined || level === undefined ? null : h3().latLngToCell(position[1], position[0], level);
    },
  },
  geo_h3cell_to_central_point: ofCell("dynamic", (cell) => {
    const [latitude, longitude] = h3().cellToLatLng(cell);
    return pointJson([longitude, latitude]);
  }),
  geo_h3cell_to_polygon: ofCell("dynamic", (cell) => {
    const ring = h3().cellToBoundary(cell, true);
    return geoJson("Polygon", [positionsJson(ring.map(([longitude = 0, latitude = 0]) => [longitude, latitude]))]);
  }),
  geo_h3cell_level: ofCell("int", (cell) => BigInt(h3().getResolution(cell))),
  geo_h3cell_neighbors: ofCell("dynamic", neighbors),
  geo_h3cell_parent: ofCellAndNumber("string", parent, 0),
  geo_h3cell_children: ofCellAndNumber("dynamic", children, 0),
  geo_h3cell_rings: ofCellAndNumber("dynamic", (cell, distance) => {
    const most = wholeWithin(distance, 0, 142);
    return most === undefined ? null : h3().gridDiskDistances(cell, most);
  }),
  geo_polygon_to_h3cells: {
    parameters: ["dynamic", "long", "real"],
    defaults: [6, 0],
    returns: "dynamic",
    call: (polygon, resolution, radius) => {
      const valid = readRegion(polygon) !== undefined && wholeWithin(resolution, 0, 15) !== undefined;
      if (!valid || typeof radius !== "number" || !(radius >= 0)) return null;
      throw new KqlError("NotSupported", "The order of the H3 cells of a polygon is not documented");
    },
  },
};

function ofCell(returns: GeoFunction["returns"], of: (cell: string) => Dynamic): GeoFunction {
  return { parameters: ["text"], returns, call: (cell) => withCell(cell, of) };
}

function ofCellAndNumber(
  returns: GeoFunction["returns"],
  of: (cell: string, number: GeoCell | undefined) => Dynamic,
  optional?: 0,
): GeoFunction {
  return {
    parameters: ["text", "long"],
    ...(optional === undefined ? {} : { defaults: [UNTOLD] }),
    returns,
    call: (cell, number) => withCell(cell, (text) => of(text, number)),
  };
}

function withCell(cell: GeoCell | undefined, of: (cell: string) => Dynamic): Dynamic {
  const text = String(cell);
  if (!/^[0-9a-f]{15}$/.test(text)) {
    if (/^0*[0-9a-fA-F]{15}$/.test(text) && h3().isValidCell(text.slice(-15)))
      throw new KqlError("NotSupported", "An H3 cell that is not written as Kusto writes it is not proven");
    return null;
  }
  return h3().isValidCell(text) ? of(text) : null;
}

// The documented order is both that of the library and that of a hash set; where they differ, it is not known which.
function neighbors(cell: string): Dynamic {
  const around = h3().gridDiskDistances(cell, 1)[1] ?? [];
  if (setOrder(around).join() === around.join()) return around;
  throw new KqlError("NotSupported", `The order of the neighbors of the H3 cell ${cell} is not proven`);
}

function parent(cell: string, told: GeoCell | undefined): Dynamic {
  const own = h3().getResolution(cell);
  const level = told === UNTOLD ? own - 1 : told;
  const asked = wholeWithin(level ?? null, 0, 14);
  if (asked === undefined || asked > own) return null;
  if (asked === own) throw new KqlError("NotSupported", "The parent of an H3 cell at its own level is not proven");
  return h3().cellToParent(cell, asked);
}

function children(cell: string, told: GeoCell | undefined): Dynamic {
  const own = h3().getResolution(cell);
  const level = told === UNTOLD ? own + 1 : told;
  const asked = wholeWithin(level ?? null, 1, 15);
  if (asked === undefined || asked < own || asked - own > MOST_LEVELS) return null;
  if (asked === own) throw new KqlError("NotSupported", "The children of an H3 cell at its own level are not proven");
  return h3().cellToChildren(cell, asked);
}
