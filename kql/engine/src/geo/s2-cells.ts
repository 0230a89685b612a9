import type { Dynamic } from "../dynamic/value.ts";
import { type GeoCell, type GeoFunction, type GeoFunctions, wholeWithin } from "./geo-function.ts";
import { pointJson, polygonJson, positionOf } from "./geojson.ts";
import { s2 } from "./libraries.ts";
import { setOrder } from "./set-order.ts";
import { pointOf, pointTowards, positionAt } from "./sphere.ts";

/** https://learn.microsoft.com/kusto/query/geospatial-grid-systems */
export const S2_CELL_FUNCTIONS: GeoFunctions = {
  geo_point_to_s2cell: {
    parameters: ["real", "real", "long"],
    defaults: [11],
    returns: "string",
    call: (longitude, latitude, asked) => {
      const position = positionOf(longitude, latitude);
      const level = wholeWithin(asked, 0, 30);
      if (position === undefined || level === undefined) return null;
      const { cellid } = s2();
      return cellid.toToken(cellid.parent(cellid.fromPoint(pointOf(position)), level));
    },
  },
  geo_s2cell_to_central_point: ofCell((cell) => pointJson(positionAt(s2().cellid.point(cell)))),
  geo_s2cell_to_polygon: ofCell((cell) => {
    const corners = s2().Cell.fromCellID(cell);
    const vertices = [0, 1, 2, 3].map((i) => corners.vertex(i));
    return polygonJson([vertices.map(({ x, y, z }) => positionAt(pointTowards(x, y, z)))]);
  }),
  geo_s2cell_neighbors: ofCell((cell) => {
    const { cellid } = s2();
    const around = cellid.allNeighbors(cell, cellid.level(cell)).map((id) => cellid.toToken(id));
    return setOrder([...new Set(around)]);
  }),
};

function ofCell(of: (cell: bigint) => Dynamic): GeoFunction {
  return {
    parameters: ["text"],
    returns: "dynamic",
    call: (token) => {
      const cell = cellOf(token);
      return cell === undefined ? null : of(cell);
    },
  };
}

function cellOf(token: GeoCell | undefined): bigint | undefined {
  const text = String(token);
  if (!/^[0-9a-fA-F]{1,16}$/.test(text)) return undefined;
  const cell = BigInt(`0x${text.padEnd(16, "0")}`);
  return s2().cellid.valid(cell) ? cell : undefined;
}
