import { KqlError } from "../errors.ts";
import { type GeoFunctions, wholeWithin } from "./geo-function.ts";
import { type S2Cell, s2 } from "./libraries.ts";
import { readLines } from "./line.ts";
import { readRegion } from "./polygon.ts";

const MOST_CELLS = 65_536;

/** https://learn.microsoft.com/kusto/query/geo-polygon-to-s2cells-function */
export const COVERING_FUNCTIONS: GeoFunctions = {
  geo_polygon_to_s2cells: {
    parameters: ["dynamic", "long", "real"],
    defaults: [11, 0],
    returns: "dynamic",
    call: (given, level, radius) =>
      tokens(
        readRegion(given)?.map(({ area }) => area),
        wholeWithin(level ?? null, 0, 30),
        radius,
      ),
  },
  geo_line_to_s2cells: {
    parameters: ["dynamic", "long", "real"],
    defaults: [11, 0],
    returns: "dynamic",
    call: (given, level, radius) =>
      tokens(
        readLines(given)?.map(({ line }) => line),
        wholeWithin(level ?? null, 0, 30),
        radius,
      ),
  },
};

interface Shape {
  intersectsCell(cell: S2Cell): boolean;
}

function tokens(shapes: readonly Shape[] | undefined, level: number | undefined, radius: unknown): string[] | null {
  if (shapes === undefined || level === undefined || typeof radius !== "number" || !(radius >= 0)) return null;
  if (radius > 0) throw new KqlError("NotSupported", "The cells around a shape and a radius are not supported");
  const found = cellsOf(shapes, level);
  return found === undefined ? null : found.map((cell) => s2().cellid.toToken(cell));
}

// Level by level, in the order of the cells; each level has at least a quarter as many as the next.
function cellsOf(shapes: readonly Shape[], level: number): bigint[] | undefined {
  const { cellid, Cell } = s2();
  const meets = (id: bigint) => shapes.some((shape) => shape.intersectsCell(Cell.fromCellID(id)));
  let cells = [0, 1, 2, 3, 4, 5].map((face) => cellid.fromFace(face)).filter(meets);
  for (let at = 0; at < level; at++) {
    cells = cells.flatMap((cell) => cellid.children(cell)).filter(meets);
    // A cell that meets the shape has a child that does: the count never falls.
    if (cells.length > MOST_CELLS) return undefined;
  }
  return cells;
}
