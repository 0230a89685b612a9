import { KqlError } from "../errors.ts";
import type { Position } from "./geojson.ts";
import { setOrder } from "./set-order.ts";

const DIGITS = "0123456789bcdefghjkmnpqrstuvwxyz";

/** A rectangle of degrees, as counts of the cells of its precision from the south-west. */
interface Cell {
  readonly x: bigint;
  readonly y: bigint;
  readonly xBits: bigint;
  readonly yBits: bigint;
}

export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** https://en.wikipedia.org/wiki/Geohash, of 1 to 18 characters. */
export function geohashOf([longitude, latitude]: Position, length: number): string {
  const bits = 5n * BigInt(length);
  const xBits = (bits + 1n) / 2n;
  const yBits = bits / 2n;
  return hashOf({ x: cut(longitude, -180, 180, xBits), y: cut(latitude, -90, 90, yBits), xBits, yBits });
}

// By halving, as the format is defined: the ends are multiples of a power of two, so the middles are exact.
function cut(value: number, least: number, most: number, bits: bigint): bigint {
  let [low, high, count] = [least, most, 0n];
  for (let bit = 0n; bit < bits; bit++) {
    const middle = (low + high) / 2;
    count <<= 1n;
    if (value >= middle) {
      count |= 1n;
      low = middle;
    } else high = middle;
  }
  return count;
}

function hashOf({ x, y, xBits, yBits }: Cell): string {
  const bits = xBits + yBits;
  let [text, digit] = ["", 0];
  let [atX, atY] = [xBits, yBits];
  for (let bit = 0; bit < Number(bits); bit++) {
    const one = bit % 2 === 0 ? (x >> --atX) & 1n : (y >> --atY) & 1n;
    digit = digit * 2 + Number(one);
    if (bit % 5 === 4) {
      text += DIGITS[digit];
      digit = 0;
    }
  }
  return text;
}

/** The cell; `undefined` for a text that is no geohash. */
function cellOf(hash: string): Cell | undefined {
  if (hash.length < 1 || hash.length > 18) return undefined;
  let [x, y, xBits, yBits] = [0n, 0n, 0n, 0n];
  for (const [i, character] of [...hash].entries()) {
    const digit = DIGITS.indexOf(character);
    if (digit < 0) return undefined;
    for (let bit = 0; bit < 5; bit++) {
      const one = BigInt((digit >> (4 - bit)) & 1);
      if ((i * 5 + bit) % 2 === 0) [x, xBits] = [(x << 1n) | one, xBits + 1n];
      else [y, yBits] = [(y << 1n) | one, yBits + 1n];
    }
  }
  return { x, y, xBits, yBits };
}

export function boxOf(hash: string): Box | undefined {
  const cell = cellOf(hash);
  if (cell === undefined) return undefined;
  const [west, east] = span(cell.x, cell.xBits, 360);
  const [south, north] = span(cell.y, cell.yBits, 180);
  return { west, south, east, north };
}

function span(count: bigint, bits: bigint, degrees: number): [number, number] {
  const size = degrees / 2 ** Number(bits);
  return [Number(count) * size - degrees / 2, Number(count + 1n) * size - degrees / 2];
}

// In rows from the north-west.
const AROUND: readonly (readonly [bigint, bigint])[] = [
  [-1n, 1n],
  [0n, 1n],
  [1n, 1n],
  [-1n, 0n],
  [1n, 0n],
  [-1n, -1n],
  [0n, -1n],
  [1n, -1n],
];

/** The eight neighbors; `undefined` for a text that is no geohash. At the poles and at the antimeridian it is refused. */
export function geohashNeighbors(hash: string): string[] | undefined {
  const cell = cellOf(hash);
  if (cell === undefined) return undefined;
  return setOrder(AROUND.map(([east, north]) => hashOf(moved(cell, east, north))));
}

function moved(cell: Cell, east: bigint, north: bigint): Cell {
  const [x, y] = [cell.x + east, cell.y + north];
  if (x < 0n || x >= 1n << cell.xBits || y < 0n || y >= 1n << cell.yBits)
    throw new KqlError("NotSupported", "The neighbors of a geohash at the end of the map are not proven");
  return { ...cell, x, y };
}
