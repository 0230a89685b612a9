import type { S2Point } from "./libraries.ts";
import { keyOf } from "./polygon.ts";
import { azimuthOf, positionAt, turn } from "./sphere.ts";

export interface Piece {
  readonly from: S2Point;
  readonly to: S2Point;
  /** The number of the edge that it is a part of. */
  readonly edge: number;
}

/** The rings that pieces of boundary make, each begun behind its piece with the highest number, as S2 begins them. */
export function stitched(pieces: readonly Piece[]): S2Point[][] {
  const from = Map.groupBy(pieces, (piece) => keyOf(piece.from));
  const left = new Set(pieces);
  const rings: Piece[][] = [];
  for (const piece of pieces) if (left.has(piece)) rings.push(...follow(piece, from, left));
  return rings.map((ring) => begun(ring).map((piece) => piece.from));
}

// A way that comes back to a vertex it has been at has closed a ring there.
function follow(start: Piece, from: ReadonlyMap<string, Piece[]>, left: Set<Piece>): Piece[][] {
  const rings: Piece[][] = [];
  let way: Piece[] = [];
  let piece: Piece | undefined = start;
  while (piece !== undefined) {
    left.delete(piece);
    way.push(piece);
    const end = keyOf(piece.to);
    const since = way.findIndex((before) => keyOf(before.from) === end);
    if (since >= 0) {
      rings.push(way.slice(since));
      way = way.slice(0, since);
      piece = way.at(-1);
      if (piece === undefined) break;
    }
    piece = leftmost(
      piece,
      (from.get(keyOf(piece.to)) ?? []).filter((next) => left.has(next)),
    );
  }
  return rings;
}

// Rings that touch stay apart when each turns as far to its inside as it can.
function leftmost(piece: Piece, candidates: readonly Piece[]): Piece | undefined {
  if (candidates.length < 2) return candidates[0];
  const at = positionAt(piece.to);
  const back = azimuthOf(at, positionAt(piece.from)) ?? 0;
  const sharpness = (next: Piece) => turn((azimuthOf(at, positionAt(next.to)) ?? 0) - back) || 2 * Math.PI;
  return candidates.reduce((best, next) => (sharpness(next) < sharpness(best) ? next : best));
}

function begun(ring: readonly Piece[]): Piece[] {
  const highest = Math.max(...ring.map(({ edge }) => edge));
  let last = ring.findIndex(({ edge }) => edge === highest);
  while (ring[(last + 1) % ring.length]?.edge === highest) last = (last + 1) % ring.length;
  return [...ring.slice(last + 1), ...ring.slice(0, last + 1)];
}
