import type { Dynamic } from "../dynamic/value.ts";
import { ELEMENTWISE } from "../series/elementwise.ts";
import { FILLS } from "../series/fill.ts";
import { FILTERS } from "../series/filters.ts";
import { STATISTICS } from "../series/statistics.ts";
import { UNPROVEN_SERIES } from "../series/unproven.ts";
import type { ColumnType } from "../types.ts";
import { ARRAY_FUNCTIONS } from "./array-functions.ts";
import { ARRAY_SORTS } from "./array-sorts.ts";
import { BAG_FUNCTIONS } from "./bag-functions.ts";
import { RANGES } from "./ranges.ts";
import { SET_FUNCTIONS } from "./set-functions.ts";
import { TEXT_DYNAMICS } from "./text-dynamics.ts";

/** A function of the language over dynamic values: a column's value comes as the dynamic that would hold it. */
export interface DynamicFunction {
  readonly returns: ColumnType;
  readonly arity: readonly [min: number, max: number];
  /** All arguments -> the result; null where the function's is null. Throws KqlError for what is not proven. */
  readonly apply: (args: readonly Dynamic[]) => Dynamic;
}

export type DynamicFunctions = Readonly<Record<string, DynamicFunction>>;

/** By their Kusto names. */
export const DYNAMIC_FUNCTIONS: DynamicFunctions = {
  ...ARRAY_FUNCTIONS,
  ...ARRAY_SORTS,
  ...BAG_FUNCTIONS,
  ...SET_FUNCTIONS,
  ...TEXT_DYNAMICS,
  ...RANGES,
  ...ELEMENTWISE,
  ...FILLS,
  ...FILTERS,
  ...STATISTICS,
  ...UNPROVEN_SERIES,
};
