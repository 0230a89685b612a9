import { contacts } from "./edges.ts";
import { type S2Point, s2 } from "./libraries.ts";
import { overlay } from "./overlay.ts";
import { type GeoPolygon, keyOf, loopOf, type Region, regionHas, ringEdges } from "./polygon.ts";

/** Polygons of rings that have the inside to their left. */
export function regionOfRings(rings: readonly (readonly S2Point[])[]): GeoPolygon[] {
  const made = rings.map((ring) => ({ ring, loop: loopOf(ring) }));
  const area = new (s2().Polygon)(made.map(({ loop }) => loop));
  const shells = made.filter(({ loop }) => loop.depth % 2 === 0);
  return shells.map((shell) => {
    const at = area.loops.indexOf(shell.loop);
    const inside = area.loops.slice(at + 1, area.lastDescendant(at) + 1);
    const holes = made.filter(({ loop }) => loop.depth === shell.loop.depth + 1 && inside.includes(loop));
    const own = [shell.ring, ...holes.map(({ ring }) => ring)];
    return { area: new (s2().Polygon)(own.map(loopOf)), rings: own, edges: own.flatMap(ringEdges) };
  });
}

/** The polygons without what they share; those that share nothing stay as they are. */
export function united(region: Region): Region {
  return region.length > 1 && region.some((one, i) => region.slice(0, i).some((other) => share(one, other)))
    ? unionOf(region.map((polygon) => [polygon]))
    : region;
}

// Do two polygons share more than vertices?
function share(one: GeoPolygon, other: GeoPolygon): boolean {
  for (const { contact } of contacts(one.edges, other.edges)) if (contact !== "vertex") return true;
  return within(one, other) || within(other, one);
}

// Its boundary does not cross the other's: it is within if a vertex is that the other does not have.
function within(one: GeoPolygon, other: GeoPolygon): boolean {
  const theirs = new Set(other.rings.flat().map(keyOf));
  const own = one.rings.flat().find((vertex) => !theirs.has(keyOf(vertex)));
  return own !== undefined && regionHas([other], own);
}

/** The union, joined pair by pair from those with the fewest vertices on, as S2 does it. */
export function unionOf(regions: readonly Region[]): Region {
  const queue = regions.map((region) => ({ region, size: vertices(region) })).sort((a, b) => a.size - b.size);
  for (;;) {
    const [one, other] = queue.splice(0, 2);
    if (one === undefined || other === undefined) return one?.region ?? [];
    const size = one.size + other.size;
    const at = queue.findIndex((item) => item.size > size);
    const region = regionOfRings(overlay(one.region, other.region, "union").rings);
    queue.splice(at < 0 ? queue.length : at, 0, { region, size });
  }
}

function vertices(region: Region): number {
  return region.reduce((sum, { rings }) => sum + rings.flat().length, 0);
}
