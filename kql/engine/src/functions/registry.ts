import { BITS } from "./bits.ts";
import { CONVERSIONS } from "./conversion.ts";
import { DATETIME } from "./datetime.ts";
import type { FunctionTable } from "./function.ts";
import { LOGIC } from "./logic.ts";
import { MATH } from "./math.ts";
import { SIZE } from "./size.ts";
import { STRINGS } from "./strings.ts";

/** Scalar functions by their Kusto names. */
export const FUNCTIONS: FunctionTable = {
  ...LOGIC,
  ...CONVERSIONS,
  ...STRINGS,
  ...DATETIME,
  ...MATH,
  ...BITS,
  ...SIZE,
};
