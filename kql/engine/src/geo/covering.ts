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
  containsCell(cell: S2Cell): boolean;
}

interface Found {
  readonly id: bigint;
  /** Then all that is in it meets the shape as well. */
  readonly whole: boolean;
}

function tokens(shapes: readonly Shape[] | undefined, level: number | undefined, radius: unknown): string[] | null {
  if (shapes === undefined || level === undefined || typeof radius !== "number" || !(radius >= 0)) return null;
  if (radius > 0) throw new KqlError("NotSupported", "The cells around a shape and a radius are not supported");
  const found = cellsOf(shapes, level);
  return found === undefined ? null : found.map((cell) => s2().cellid.toToken(cell));
}

// Level by level, in the order of the cells. A cell that meets the shape has a child that does: the count never falls.
function cellsOf(shapes: readonly Shape[], level: number): bigint[] | undefined {
  const { cellid } = s2();
  let cells = [0, 1, 2, 3, 4, 5].flatMap((face) => meeting(shapes, cellid.fromFace(face)));
  for (let at = 0; at <= level; at++) {
    const least = cells.reduce((sum, { whole }) => sum + (whole ? 4 ** (level - at) : 1), 0);
    if (least > MOST_CELLS) return undefined;
    if (at < level) cells = cells.flatMap((cell) => childrenOf(shapes, cell));
  }
  return cells.map(({ id }) => id);
}

function childrenOf(shapes: readonly Shape[], { id, whole }: Found): Found[] {
  const children = s2().cellid.children(id);
  return whole ? children.map((child) => ({ id: child, whole })) : children.flatMap((child) => meeting(shapes, child));
}

function meeting(shapes: readonly Shape[], id: bigint): Found[] {
  const cell = s2().Cell.fromCellID(id);
  if (!shapes.some((shape) => shape.intersectsCell(cell))) return [];
  return [{ id, whole: shapes.some((shape) => shape.containsCell(cell)) }];
}
