import { decodeDynamic } from "../dynamic/codec.ts";
import type { Dynamic } from "../dynamic/value.ts";
import { KqlError } from "../errors.ts";
import { contacts, type Edge, edgeOf } from "./edges.ts";
import type { GeoCell } from "./geo-function.ts";
import { listOf, type Position, positionIn, shapeOf } from "./geojson.ts";
import { type S2Loop, type S2Point, type S2Polygon, s2 } from "./libraries.ts";
import { remembered } from "./remembered.ts";
import { pointOf } from "./sphere.ts";

/** A polygon on the sphere: its rings have the inside to their left, the shell comes first. */
export interface GeoPolygon {
  readonly area: S2Polygon;
  readonly rings: readonly (readonly S2Point[])[];
  readonly edges: readonly Edge[];
}

/** What a polygon or a multipolygon covers. */
export type Region = readonly GeoPolygon[];

/** A GeoJSON polygon or multipolygon; `undefined` for what is none, or breaks the documented constraints. */
export function readRegion(cell: GeoCell | undefined): Region | undefined {
  return typeof cell === "string" ? readText(cell) : undefined;
}

const readText = remembered((text) => regionOf(decodeDynamic(text)));

export function regionOf(value: Dynamic): Region | undefined {
  const shape = shapeOf(value);
  if (shape?.type === "Polygon") {
    const polygon = polygonOf(shape.coordinates);
    return polygon === undefined ? undefined : [polygon];
  }
  if (shape?.type === "MultiPolygon") return some(listOf(shape.coordinates, polygonOf));
  if (shape !== undefined && /^(multi)?polygon$/i.test(shape.type))
    throw new KqlError("NotSupported", `A shape of the type "${shape.type}" is not proven`);
  return undefined;
}

function some<T>(list: readonly T[] | undefined): readonly T[] | undefined {
  return list === undefined || list.length === 0 ? undefined : list;
}

function polygonOf(value: Dynamic): GeoPolygon | undefined {
  const rings = some(listOf(value, (ring) => listOf(ring, positionIn)));
  const points = rings?.map(ringOf);
  if (points === undefined || !points.every((ring) => ring !== undefined)) return undefined;
  if (edgesMeet(points as S2Point[][])) return undefined;
  const loops = (points as S2Point[][]).map((ring) => loopOf(ring));
  const area = new (s2().Polygon)(loops);
  const [shell, ...holes] = loops;
  if (shell?.depth !== 0 || holes.some((hole) => hole.depth !== 1))
    throw new KqlError("NotSupported", "A polygon with a hole that is not in its shell is not proven");
  return made(area, loops);
}

/** A polygon of loops whose nesting is known. */
function made(area: S2Polygon, loops: readonly S2Loop[]): GeoPolygon {
  const rings = loops.map((loop) => loop.vertices.map((_, i) => loop.orientedVertex(i)));
  return { area, rings, edges: rings.flatMap(ringEdges) };
}

/** The loop around the smaller of the two parts into which a ring divides the sphere. */
export function loopOf(ring: readonly S2Point[]): S2Loop {
  const loop = new (s2().Loop)([...ring]);
  loop.normalize();
  return loop;
}

export function ringEdges(ring: readonly S2Point[]): Edge[] {
  return ring.map((a, i) => edgeOf(a, ring[(i + 1) % ring.length] ?? a));
}

function ringOf(positions: readonly Position[]): S2Point[] | undefined {
  const [first, last] = [positions[0], positions.at(-1)];
  if (positions.length < 4 || first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) return undefined;
  const points = positions.slice(0, -1).map(pointOf);
  if (new Set(points.map(keyOf)).size !== points.length) return undefined;
  return points.some((point, i) => antipodal(point, points[(i + 1) % points.length])) ? undefined : points;
}

export function keyOf({ x, y, z }: S2Point): string {
  return `${x},${y},${z}`;
}

export function antipodal(point: S2Point, next: S2Point | undefined): boolean {
  return next !== undefined && point.distance(next) > Math.PI - 1e-12;
}

// Rings must not cross, nor share edges; they may share vertices.
function edgesMeet(rings: readonly (readonly S2Point[])[]): boolean {
  const edges = rings.flatMap(ringEdges);
  for (const { one, other, contact } of contacts(edges, edges)) if (one > other && contact !== "vertex") return true;
  return false;
}

export function regionHas(region: Region, point: S2Point): boolean {
  return region.some(({ area }) => area.containsPoint(point));
}
