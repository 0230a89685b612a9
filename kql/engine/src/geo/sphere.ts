import { angleOf } from "./exact-angle.ts";
import type { Position } from "./geojson.ts";
import { type S2Point, s2 } from "./libraries.ts";

/** Meters: the sphere that the documentation's distances are measured on is S2's. */
export const RADIUS = 6371010;

const RADIAN = Math.PI / 180;

export function pointOf([longitude, latitude]: Position): S2Point {
  const { LatLng, Point } = s2();
  return Point.fromLatLng(LatLng.fromDegrees(latitude, longitude));
}

export function positionAt({ x, y, z }: S2Point): Position {
  return [(180 / Math.PI) * angleOf(y, x), (180 / Math.PI) * angleOf(z, Math.sqrt(x * x + y * y))];
}

/** The point in the direction of a vector. */
export function pointTowards(x: number, y: number, z: number): S2Point {
  const length = Math.sqrt(x * x + y * y + z * z);
  return s2().Point.fromCoords(x / length, y / length, z / length);
}

export function metersBetween(a: Position, b: Position): number {
  return pointOf(a).distance(pointOf(b)) * RADIUS;
}

/** From north clockwise, in [0, 2π); `undefined` where it is no angle: for the same point and for its antipode. */
export function azimuthOf(from: Position, to: Position): number | undefined {
  const [a, b] = [pointOf(from), pointOf(to)];
  if (a.equals(b) || a.distance(b) > Math.PI - 1e-15) return undefined;
  const [along, phi1, phi2] = [(to[0] - from[0]) * RADIAN, from[1] * RADIAN, to[1] * RADIAN];
  const east = Math.sin(along) * Math.cos(phi2);
  const north = Math.cos(phi1) * Math.sin(phi2) - Math.sin(phi1) * Math.cos(phi2) * Math.cos(along);
  return turn(Math.atan2(east, north));
}

/** The same direction in [0, 2π). */
export function turn(angle: number): number {
  const positive = angle < 0 ? angle + 2 * Math.PI : angle;
  return positive >= 2 * Math.PI ? 0 : positive;
}
