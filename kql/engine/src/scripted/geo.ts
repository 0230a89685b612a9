import { encodeDynamic } from "../dynamic/codec.ts";
import type { Dynamic } from "../dynamic/value.ts";
import type { GeoCell, GeoFunction, GeoParameter } from "../geo/geo-function.ts";
import { GEO_FUNCTIONS } from "../geo/geo-functions.ts";
import type { Cell, CellType, Scripted } from "./scripted.ts";

const PARAMETERS: Readonly<Record<GeoParameter, CellType>> = {
  real: "DOUBLE",
  long: "BIGINT",
  text: "VARCHAR",
  dynamic: "VARCHAR",
  bool: "BOOLEAN",
};

const RESULTS: Readonly<Record<GeoFunction["returns"], CellType>> = {
  real: "DOUBLE",
  int: "INTEGER",
  bool: "BOOLEAN",
  string: "VARCHAR",
  dynamic: "VARCHAR",
};

/** Functions of geography: https://learn.microsoft.com/kusto/query/scalar-functions#geospatial-functions */
export const GEO: readonly Scripted[] = Object.entries(GEO_FUNCTIONS).map(([name, made]) => ({
  name: `kqljs_${name}`,
  parameters: made.parameters.map((parameter) => PARAMETERS[parameter]),
  returns: RESULTS[made.returns],
  call: (...cells) => resultOf(made, made.call(...cells.map(argumentOf))),
}));

function argumentOf(cell: Cell): GeoCell {
  return typeof cell === "bigint" ? Number(cell) : cell;
}

function resultOf({ returns }: GeoFunction, value: Dynamic): Cell {
  if (value === null) return null;
  if (returns === "dynamic") return encodeDynamic(value);
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "object") throw new TypeError("A function of geography gave no scalar");
  return value;
}
