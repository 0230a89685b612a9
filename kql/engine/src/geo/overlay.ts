import { contacts, crossingOf, type Edge } from "./edges.ts";
import type { S2Point } from "./libraries.ts";
import { keyOf, type Region, regionHas } from "./polygon.ts";
import { pointTowards } from "./sphere.ts";
import { type Piece, stitched } from "./stitch.ts";

/** What is left of the boundaries of two regions, as rings with the inside to their left, and single points. */
export interface Overlay {
  readonly rings: readonly (readonly S2Point[])[];
  /** Vertices that both have and that no ring has: where they only touch. */
  readonly points: readonly S2Point[];
  /** Do they run along a common edge from both sides? */
  readonly alongside: boolean;
}

/** An edge that an edge of the other region has cut; the number of the edge it is part of orders what comes out. */
interface Side {
  readonly pieces: readonly Piece[];
  readonly other: Region;
}

export function overlay(a: Region, b: Region, kind: "union" | "intersection"): Overlay {
  const [ones, others] = [edgesOf(a), edgesOf(b)];
  const cuts = cutsOf(ones, others);
  const first: Side = { pieces: piecesOf(ones, cuts.ones, 0), other: b };
  const second: Side = { pieces: piecesOf(others, cuts.others, ones.length), other: a };
  const [known, against] = [keysOf(second.pieces), keysOf(second.pieces.map(turned))];
  const [alongside, shared] = [keysOf(first.pieces.map(turned)), keysOf(first.pieces)];
  const inside = kind === "intersection";
  const kept = [
    ...first.pieces.filter((piece) => known.has(keyOfPiece(piece)) || keeps(first, piece, against, inside)),
    ...second.pieces.filter((piece) => !shared.has(keyOfPiece(piece)) && keeps(second, piece, alongside, inside)),
  ];
  const used = new Set(kept.flatMap(({ from, to }) => [keyOf(from), keyOf(to)]));
  return {
    rings: stitched(kept),
    points: cuts.common.filter((point) => !used.has(keyOf(point))),
    alongside: first.pieces.some((piece) => against.has(keyOfPiece(piece))),
  };
}

function keeps({ other }: Side, piece: Piece, against: ReadonlySet<string>, inside: boolean): boolean {
  if (against.has(keyOfPiece(piece))) return false;
  const { from, to } = piece;
  return regionHas(other, pointTowards(from.x + to.x, from.y + to.y, from.z + to.z)) === inside;
}

function edgesOf(region: Region): Edge[] {
  return region.flatMap(({ edges }) => edges);
}

interface Cuts {
  readonly ones: ReadonlyMap<number, S2Point[]>;
  readonly others: ReadonlyMap<number, S2Point[]>;
  /** Vertices that both have. */
  readonly common: readonly S2Point[];
}

function cutsOf(ones: readonly Edge[], others: readonly Edge[]): Cuts {
  const cuts = { ones: new Map<number, S2Point[]>(), others: new Map<number, S2Point[]>() };
  for (const { one, other, contact } of contacts(ones, others)) {
    const [edge, second] = [ones[one], others[other]];
    if (contact !== "cross" || edge === undefined || second === undefined) continue;
    const point = crossingOf(edge, second);
    cuts.ones.set(one, [...(cuts.ones.get(one) ?? []), point]);
    cuts.others.set(other, [...(cuts.others.get(other) ?? []), point]);
  }
  const vertices = new Set(others.map(({ a }) => keyOf(a)));
  return { ...cuts, common: ones.map(({ a }) => a).filter((a) => vertices.has(keyOf(a))) };
}

/** The edges cut in order, numbered from `base` on. */
export function piecesOf(edges: readonly Edge[], cuts: ReadonlyMap<number, readonly S2Point[]>, base: number): Piece[] {
  return edges.flatMap(({ a, b }, i) => {
    const inner = [...(cuts.get(i) ?? [])].sort((one, other) => a.distance(one) - a.distance(other));
    const stops = [a, ...inner, b];
    return stops.slice(1).map((to, j) => ({ from: stops[j] ?? a, to, edge: base + i }));
  });
}

function turned({ from, to, edge }: Piece): Piece {
  return { from: to, to: from, edge };
}

function keysOf(pieces: readonly Piece[]): Set<string> {
  return new Set(pieces.map(keyOfPiece));
}

function keyOfPiece({ from, to }: Piece): string {
  return `${keyOf(from)} ${keyOf(to)}`;
}
