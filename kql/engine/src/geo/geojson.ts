import { type Dynamic, isArray, isBag } from "../dynamic/value.ts";
import { KqlError } from "../errors.ts";

/** Longitude and latitude in degrees, as GeoJSON orders them. */
export type Position = readonly [number, number];

export function positionOf(longitude: unknown, latitude: unknown): Position | undefined {
  if (typeof longitude !== "number" || typeof latitude !== "number") return undefined;
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 ? [longitude, latitude] : undefined;
}

export interface Shape {
  readonly type: string;
  readonly coordinates: Dynamic;
}

/** The `type` and `coordinates` of a GeoJSON object. */
export function shapeOf(value: Dynamic): Shape | undefined {
  if (!isBag(value)) return undefined;
  const type = value.get("type") ?? null;
  if (typeof type !== "string") return undefined;
  return { type, coordinates: value.get("coordinates") ?? null };
}

/** A list all of whose items are something; `undefined` if one is not, or it is no list. */
export function listOf<T>(value: Dynamic, item: (value: Dynamic) => T | undefined): T[] | undefined {
  if (!isArray(value)) return undefined;
  const items = value.map(item);
  return items.every((one) => one !== undefined) ? (items as T[]) : undefined;
}

export function positionIn(value: Dynamic): Position | undefined {
  if (!isArray(value)) return undefined;
  const numbers = value.map((one) => (typeof one === "bigint" ? Number(one) : one));
  if (numbers.length > 2 && numbers.every((one) => typeof one === "number"))
    throw new KqlError("NotSupported", "A coordinate of more than longitude and latitude is not proven");
  return numbers.length === 2 ? positionOf(numbers[0], numbers[1]) : undefined;
}

// Kusto prints whole degrees without a point: as longs.
function degrees(value: number): Dynamic {
  return Number.isSafeInteger(value) ? BigInt(value) : value;
}

function positionJson([longitude, latitude]: Position): Dynamic {
  return [degrees(longitude), degrees(latitude)];
}

export function geoJson(type: string, coordinates: Dynamic): Dynamic {
  return new Map<string, Dynamic>([
    ["type", type],
    ["coordinates", coordinates],
  ]);
}

export function pointJson(position: Position): Dynamic {
  return geoJson("Point", positionJson(position));
}

export function positionsJson(positions: readonly Position[]): Dynamic {
  return positions.map(positionJson);
}

/** A polygon of rings that are given without their last position, which is the first again. */
export function polygonJson(rings: readonly (readonly Position[])[]): Dynamic {
  return geoJson("Polygon", rings.map(closedJson));
}

export function closedJson(ring: readonly Position[]): Dynamic {
  return positionsJson([...ring, ...ring.slice(0, 1)]);
}

export function collectionJson(geometries: readonly Dynamic[]): Dynamic {
  return new Map<string, Dynamic>([
    ["type", "GeometryCollection"],
    ["geometries", geometries],
  ]);
}
