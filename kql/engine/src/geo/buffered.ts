import { type Edge, edgeOf } from "./edges.ts";
import { type S2Cell, type S2Point, type S2Polyline, s2 } from "./libraries.ts";

/** What a cell can be asked about a shape. */
export interface CellShape {
  intersectsCell(cell: S2Cell): boolean;
  containsCell(cell: S2Cell): boolean;
}

/** All that lies within a distance, in radians, of a shape whose boundary these lines are. */
export function buffered(shape: CellShape, lines: readonly S2Polyline[], distance: number): CellShape {
  const from = (point: S2Point) => Math.min(...lines.map((line) => line.project(point)[0].distance(point)));
  return {
    intersectsCell: (cell) => {
      if (shape.intersectsCell(cell)) return true;
      const cap = cell.capBound();
      const centre = from(cap.center);
      if (centre <= distance) return true;
      return centre <= distance + cap.radius() + 1e-14 && lines.some((line) => between(line, cell) <= distance);
    },
    // What lies in the shape lies in the larger one; of the rest it is asked cell by cell.
    containsCell: (cell) => shape.containsCell(cell),
  };
}

// They do not cross: the least distance is at an end of an edge of one of them.
function between(line: S2Polyline, cell: S2Cell): number {
  const corners = [0, 1, 2, 3].map((i) => cell.vertex(i));
  const sides = corners.map((corner, i) => edgeOf(corner, corners[(i + 1) % 4] ?? corner));
  const toLine = corners.map((corner) => line.project(corner)[0].distance(corner));
  const toCell = line.points.flatMap((point) => sides.map((side) => toEdge(point, side)));
  return Math.min(
    ...toLine,
    toCell.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY),
  );
}

function toEdge(point: S2Point, { a, b }: Edge): number {
  return new (s2().Polyline)([a, b]).project(point)[0].distance(point);
}
