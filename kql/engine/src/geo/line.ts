import { decodeDynamic } from "../dynamic/codec.ts";
import type { Dynamic } from "../dynamic/value.ts";
import { KqlError } from "../errors.ts";
import { type Edge, edgeOf } from "./edges.ts";
import type { GeoCell } from "./geo-function.ts";
import { listOf, positionIn, shapeOf } from "./geojson.ts";
import { type S2Point, type S2Polyline, s2 } from "./libraries.ts";
import { antipodal } from "./polygon.ts";
import { remembered } from "./remembered.ts";
import { pointOf } from "./sphere.ts";

export interface GeoLine {
  readonly line: S2Polyline;
  readonly edges: readonly Edge[];
}

/** The lines of a GeoJSON line or multiline; `undefined` for what is none, or breaks the documented constraints. */
export function readLines(cell: GeoCell | undefined): readonly GeoLine[] | undefined {
  return typeof cell === "string" ? readText(cell) : undefined;
}

const readText = remembered((text) => linesOf(decodeDynamic(text)));

/** The line, if there is only one. */
export function readLine(cell: GeoCell | undefined): GeoLine | undefined {
  const lines = readLines(cell);
  if (lines !== undefined && lines.length > 1)
    throw new KqlError("NotSupported", "More than a single line is not proven here");
  return lines?.[0];
}

export function linesOf(value: Dynamic): readonly GeoLine[] | undefined {
  const shape = shapeOf(value);
  if (shape?.type === "LineString") {
    const line = lineOf(shape.coordinates);
    return line === undefined ? undefined : [line];
  }
  if (shape?.type === "MultiLineString") {
    const lines = listOf(shape.coordinates, lineOf);
    return lines === undefined || lines.length === 0 ? undefined : lines;
  }
  if (shape !== undefined && /^(multi)?linestring$/i.test(shape.type))
    throw new KqlError("NotSupported", `A shape of the type "${shape.type}" is not proven`);
  return undefined;
}

function lineOf(value: Dynamic): GeoLine | undefined {
  const positions = listOf(value, positionIn);
  if (positions === undefined || positions.length < 2) return undefined;
  const points = positions.map(pointOf);
  if (points.some((point, i) => antipodal(point, points[i + 1]))) return undefined;
  if (points.some((point, i) => points[i + 1]?.equals(point)))
    throw new KqlError("NotSupported", "A line that has a vertex twice running is not proven");
  return { line: new (s2().Polyline)(points), edges: lineEdges(points) };
}

function lineEdges(points: readonly S2Point[]): Edge[] {
  return points.slice(1).map((point, i) => edgeOf(points[i] ?? point, point));
}
