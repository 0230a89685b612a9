import { KqlError } from "../errors.ts";
import { type S2Point, s2 } from "./libraries.ts";
import { pointTowards } from "./sphere.ts";

/** The shorter way on the sphere between two points, and a box of the space around it. */
export interface Edge {
  readonly a: S2Point;
  readonly b: S2Point;
  readonly low: readonly [number, number, number];
  readonly high: readonly [number, number, number];
}

// What rounding can do to a coordinate of a point.
const ROUNDING = 1e-14;

export function edgeOf(a: S2Point, b: S2Point): Edge {
  const half = a.vector.distance(b.vector) / 2;
  const room = 1 - Math.sqrt(Math.max(0, 1 - half * half)) + ROUNDING;
  return {
    a,
    b,
    low: [Math.min(a.x, b.x) - room, Math.min(a.y, b.y) - room, Math.min(a.z, b.z) - room],
    high: [Math.max(a.x, b.x) + room, Math.max(a.y, b.y) + room, Math.max(a.z, b.z) + room],
  };
}

function near(one: Edge, other: Edge): boolean {
  const { low, high } = one;
  return (
    low[0] <= other.high[0] &&
    other.low[0] <= high[0] &&
    low[1] <= other.high[1] &&
    other.low[1] <= high[1] &&
    low[2] <= other.high[2] &&
    other.low[2] <= high[2]
  );
}

export type Contact = "none" | "cross" | "vertex" | "same" | "opposite";

// How two edges that are near meet. Refused where rounding could decide: where one ends on the other without a common vertex.
function contactOf(one: Edge, other: Edge): Contact {
  const { a, b } = one;
  const { a: c, b: d } = other;
  if (a.equals(c)) return b.equals(d) ? "same" : "vertex";
  if (a.equals(d)) return b.equals(c) ? "opposite" : "vertex";
  if (b.equals(c) || b.equals(d)) return "vertex";
  return crosses(one, other) ? "cross" : "none";
}

function crosses({ a, b }: Edge, { a: c, b: d }: Edge): boolean {
  const [toC, toD] = [side(a, b, c), side(a, b, d)];
  if (toC * toD > 0) return false;
  const [toA, toB] = [side(c, d, a), side(c, d, b)];
  if (toA * toB > 0) return false;
  if (toA !== 0 && toB !== 0 && toC !== 0 && toD !== 0) return toC === -toA && toA === -toB;
  const ends: readonly (readonly [S2Point, S2Point, S2Point])[] = [
    [a, b, c],
    [a, b, d],
    [c, d, a],
    [c, d, b],
  ];
  if (ends.some(([from, to, end]) => distanceToEdge(end, from, to) < ROUNDING))
    throw new KqlError(
      "NotSupported",
      "Whether shapes touch where an edge of one ends on an edge of the other is not proven",
    );
  return false;
}

// On which side of the way from a to b is c: 1 left, -1 right, 0 too near to tell.
function side(a: S2Point, b: S2Point, c: S2Point): number {
  const [u, v] = [b.vector.sub(a.vector), c.vector.sub(a.vector)];
  const volume = u.cross(v).dot(a.vector);
  return Math.abs(volume) <= 1e-15 * u.norm() * v.norm() ? 0 : Math.sign(volume);
}

function distanceToEdge(point: S2Point, a: S2Point, b: S2Point): number {
  const [closest] = new (s2().Polyline)([a, b]).project(point);
  return closest.distance(point);
}

/** Where two edges that cross do so. */
export function crossingOf({ a, b }: Edge, { a: c, b: d }: Edge): S2Point {
  // The ends' distances from the plane of the other edge, without the cancellation of nearly equal ends.
  const normal = c.vector.sub(d.vector).cross(c.vector.add(d.vector));
  const [fromA, fromB] = [height(a, normal, c, d), height(b, normal, c, d)];
  const [u, v] = [a.vector.mul(Math.abs(fromB)), b.vector.mul(Math.abs(fromA))];
  return pointTowards(u.x + v.x, u.y + v.y, u.z + v.z);
}

function height(x: S2Point, normal: S2Point["vector"], c: S2Point, d: S2Point): number {
  const [toC, toD] = [x.vector.sub(c.vector), x.vector.sub(d.vector)];
  return (toC.norm2() <= toD.norm2() ? toC : toD).dot(normal);
}

/** How the edges of two lists meet, pair by pair in their order. */
export function* contacts(
  ones: readonly Edge[],
  others: readonly Edge[],
): Generator<{ one: number; other: number; contact: Exclude<Contact, "none"> }> {
  const nearby = nearbyIn(others);
  for (const [one, edge] of ones.entries())
    for (const { at: other, edge: second } of nearby(edge)) {
      const contact = contactOf(edge, second);
      if (contact !== "none") yield { one, other, contact };
    }
}

interface Placed {
  readonly edge: Edge;
  readonly at: number;
}

type Axis = 0 | 1 | 2;

// Edges in the order of where they begin along an axis: only a short run of them can be near another.
function nearbyIn(edges: readonly Edge[]): (edge: Edge) => Placed[] {
  const axis = longestAxis(edges);
  const sorted = edges.map((edge, at) => ({ edge, at })).sort((a, b) => a.edge.low[axis] - b.edge.low[axis]);
  const starts = sorted.map(({ edge }) => edge.low[axis]);
  const widest = edges.reduce((most, { low, high }) => Math.max(most, high[axis] - low[axis]), 0);
  return (edge) => {
    const run = sorted.slice(firstFrom(starts, edge.low[axis] - widest), firstFrom(starts, edge.high[axis] + ROUNDING));
    return run.filter((placed) => near(edge, placed.edge)).sort((a, b) => a.at - b.at);
  };
}

function longestAxis(edges: readonly Edge[]): Axis {
  const spread = (axis: Axis) => {
    const [least, most] = edges.reduce(
      ([low, high], edge) => [Math.min(low, edge.low[axis]), Math.max(high, edge.high[axis])],
      [1, -1],
    );
    return (most ?? 0) - (least ?? 0);
  };
  const axes: readonly Axis[] = [0, 1, 2];
  return axes.reduce((best, axis) => (spread(axis) > spread(best) ? axis : best));
}

/** Where, in numbers that grow, those that are at least so much begin. */
function firstFrom(numbers: readonly number[], least: number): number {
  let [from, to] = [0, numbers.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((numbers[middle] ?? 0) < least) from = middle + 1;
    else to = middle;
  }
  return from;
}
