import { createRequire } from "node:module";
import type Geographic from "geographiclib-geodesic";
import type * as H3 from "h3-js";
import type * as S2Js from "s2js";

/** S2 geometry, as its port names things. */
export type S2 = typeof S2Js.s2;
export type S2Point = InstanceType<S2["Point"]>;
export type S2Loop = InstanceType<S2["Loop"]>;
export type S2Polygon = InstanceType<S2["Polygon"]>;
export type S2Polyline = InstanceType<S2["Polyline"]>;
export type S2Cell = InstanceType<S2["Cell"]>;

// A query without geography pays nothing: the libraries load at the first call that needs them.
const load = createRequire(import.meta.url);

export function s2(): S2 {
  return (load("s2js") as typeof S2Js).s2;
}

export function h3(): typeof H3 {
  return load("h3-js") as typeof H3;
}

/** Geodesics on the WGS-84 spheroid. */
export function spheroid(): Geographic.GeodesicClass {
  return (load("geographiclib-geodesic") as typeof Geographic).Geodesic.WGS84;
}
