import { KqlError } from "../errors.ts";
import { buffered, type CellShape } from "./buffered.ts";
import { type GeoCell, type GeoFunction, type GeoFunctions, numberOf, wholeWithin } from "./geo-function.ts";
import { type S2Point, type S2Polyline, s2 } from "./libraries.ts";
import { readLines } from "./line.ts";
import { readRegion } from "./polygon.ts";
import { RADIUS } from "./sphere.ts";

const MOST_CELLS = 65_536;

/** https://learn.microsoft.com/kusto/query/geo-polygon-to-s2cells-function */
export const COVERING_FUNCTIONS: GeoFunctions = {
  geo_polygon_to_s2cells: covering((given) =>
    readRegion(given)?.map(({ area, rings }) => ({ shape: area, lines: rings.map(closedLine) })),
  ),
  geo_line_to_s2cells: covering((given) => readLines(given)?.map(({ line }) => ({ shape: line, lines: [line] }))),
};

interface Covered {
  readonly shape: CellShape;
  readonly lines: readonly S2Polyline[];
}

function closedLine(ring: readonly S2Point[]): S2Polyline {
  return new (s2().Polyline)([...ring, ...ring.slice(0, 1)]);
}

function covering(read: (given: GeoCell | undefined) => readonly Covered[] | undefined): GeoFunction {
  return {
    parameters: ["dynamic", "long", "real"],
    defaults: [11, 0],
    returns: "dynamic",
    call: (given, level, radius) => tokens(read(given), wholeWithin(level, 0, 30), numberOf(radius)),
  };
}

interface Found {
  readonly id: bigint;
  /** Then all that is in it meets the shape as well. */
  readonly whole: boolean;
}

function tokens(covered: readonly Covered[] | undefined, level?: number, radius?: number): string[] | null {
  if (covered === undefined || level === undefined || radius === undefined || radius < 0) return null;
  // Beyond a quarter of the way round, less is farther than it seems.
  if (radius > 1e7)
    throw new KqlError("NotSupported", "The cells around a shape with so large a radius are not proven");
  const shapes = covered.map(({ shape, lines }) => (radius > 0 ? buffered(shape, lines, radius / RADIUS) : shape));
  const found = cellsOf(shapes, level);
  return found === undefined ? null : found.map((cell) => s2().cellid.toToken(cell));
}

// Level by level, in the order of the cells. A cell that meets the shape has a child that does: the count never falls.
function cellsOf(shapes: readonly CellShape[], level: number): bigint[] | undefined {
  const { cellid } = s2();
  let cells = [0, 1, 2, 3, 4, 5].flatMap((face) => meeting(shapes, cellid.fromFace(face)));
  for (let at = 0; at <= level; at++) {
    const least = cells.reduce((sum, { whole }) => sum + (whole ? 4 ** (level - at) : 1), 0);
    if (least > MOST_CELLS) return undefined;
    if (at < level) cells = cells.flatMap((cell) => childrenOf(shapes, cell));
  }
  return cells.map(({ id }) => id);
}

function childrenOf(shapes: readonly CellShape[], { id, whole }: Found): Found[] {
  const children = s2().cellid.children(id);
  return whole ? children.map((child) => ({ id: child, whole })) : children.flatMap((child) => meeting(shapes, child));
}

function meeting(shapes: readonly CellShape[], id: bigint): Found[] {
  const cell = s2().Cell.fromCellID(id);
  if (!shapes.some((shape) => shape.intersectsCell(cell))) return [];
  return [{ id, whole: shapes.some((shape) => shape.containsCell(cell)) }];
}
