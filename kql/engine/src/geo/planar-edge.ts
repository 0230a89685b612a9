import { type S2Point, s2 } from "./libraries.ts";
import { pointOf, positionAt, RADIUS } from "./sphere.ts";

const PARTS = 16;

/** By how many meters, at most, the edges of a line on the sphere differ from straight edges on a map of degrees. */
export function planarError(line: readonly S2Point[]): number {
  return line.slice(1).reduce((most, to, i) => Math.max(most, edgeError(line[i] ?? to, to)), 0);
}

function edgeError(from: S2Point, to: S2Point): number {
  const [a, b] = [positionAt(from), positionAt(to)];
  // Which way round it would go is not known.
  if (Math.abs(a[0] - b[0]) >= 180) return Number.POSITIVE_INFINITY;
  const edge = new (s2().Polyline)([from, to]);
  let most = 0;
  for (let part = 1; part < PARTS; part++) {
    const t = part / PARTS;
    const planar = pointOf([a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]);
    most = Math.max(most, edge.interpolate(t)[0].distance(planar));
  }
  return most * RADIUS;
}
