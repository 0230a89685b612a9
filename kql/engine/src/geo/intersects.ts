import { KqlError } from "../errors.ts";
import { contacts } from "./edges.ts";
import type { GeoFunctions } from "./geo-function.ts";
import type { S2Point } from "./libraries.ts";
import { type GeoLine, readLines } from "./line.ts";
import { type Region, readRegion, regionHas } from "./polygon.ts";

/** https://learn.microsoft.com/kusto/query/scalar-functions#geospatial-functions */
export const INTERSECTS_FUNCTIONS: GeoFunctions = {
  geo_intersects_2lines: {
    parameters: ["dynamic", "dynamic"],
    returns: "bool",
    call: (first, second) => {
      const [one, other] = [readLines(first), readLines(second)];
      return one === undefined || other === undefined ? null : touch(one, other);
    },
  },
  geo_intersects_line_with_polygon: {
    parameters: ["dynamic", "dynamic"],
    returns: "bool",
    call: (first, second) => {
      const [lines, region] = [readLines(first), readRegion(second)];
      return lines === undefined || region === undefined ? null : lineMeets(lines, region);
    },
  },
  geo_intersects_2polygons: {
    parameters: ["dynamic", "dynamic"],
    returns: "bool",
    call: (first, second) => {
      const [one, other] = [readRegion(first), readRegion(second)];
      if (one === undefined || other === undefined) return null;
      return touch(one, other) || one.some((a) => has(other, a.rings)) || other.some((b) => has(one, b.rings));
    },
  },
};

interface WithEdges {
  readonly edges: readonly Parameters<typeof contacts>[0][number][];
}

function touch(ones: readonly WithEdges[], others: readonly WithEdges[]): boolean {
  return !contacts(edgesOf(ones), edgesOf(others)).next().done;
}

function edgesOf(shapes: readonly WithEdges[]) {
  return shapes.flatMap(({ edges }) => edges);
}

function has(region: Region, rings: readonly (readonly S2Point[])[]): boolean {
  return rings.some((ring) => ring[0] !== undefined && regionHas(region, ring[0]));
}

// A polygon does not always contain its vertices here: what decides must be more than a common vertex.
function lineMeets(lines: readonly GeoLine[], region: Region): boolean {
  if (lines.some(({ line }) => line.points.some((point) => regionHas(region, point)))) return true;
  const found = [...contacts(edgesOf(lines), edgesOf(region))];
  if (found.some(({ contact }) => contact === "cross")) return true;
  if (found.length > 0)
    throw new KqlError("NotSupported", "Whether a line intersects a polygon that it only touches is not proven");
  return false;
}
