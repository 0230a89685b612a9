import type { Dynamic } from "../dynamic/value.ts";

export type GeoParameter = "real" | "long" | "text" | "dynamic" | "bool";
export type GeoCell = number | string | boolean | null;

/** One of Kusto's functions of geography. */
export interface GeoFunction {
  readonly parameters: readonly GeoParameter[];
  /** What the last parameters are where they are left out. */
  readonly defaults?: readonly GeoCell[];
  readonly returns: "real" | "int" | "bool" | "string" | "dynamic";
  /** A dynamic argument comes as the engine's text of it; null stands for Kusto's null, and is no value of a string. */
  readonly call: (...args: GeoCell[]) => Dynamic;
}

export type GeoFunctions = Readonly<Record<string, GeoFunction>>;

/** The number where it is one. */
export function numberOf(cell: GeoCell | undefined): number | undefined {
  return typeof cell === "number" && !Number.isNaN(cell) ? cell : undefined;
}

/** The whole number within both ends. */
export function wholeWithin(cell: GeoCell | undefined, least: number, most: number): number | undefined {
  const value = numberOf(cell);
  return value !== undefined && value >= least && value <= most ? value : undefined;
}
