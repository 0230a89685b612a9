import { BINS } from "./bins.ts";
import { BITS } from "./bits.ts";
import { CONVERSIONS } from "./conversion.ts";
import { DATETIME } from "./datetime.ts";
import { DATETIME_ARITHMETIC } from "./datetime-arithmetic.ts";
import { DATETIME_BOUNDS } from "./datetime-bounds.ts";
import { DYNAMIC } from "./dynamic.ts";
import { DYNAMIC_CALLS } from "./dynamic-calls.ts";
import { ENCODING_FUNCTIONS } from "./encoding.ts";
import { EXTREMA } from "./extrema.ts";
import type { FunctionTable } from "./function.ts";
import { GEO_CALLS } from "./geo.ts";
import { IP_FUNCTIONS } from "./ip.ts";
import { LOGIC } from "./logic.ts";
import { MATH } from "./math.ts";
import { META } from "./meta.ts";
import { REAL_FUNCTIONS } from "./reals.ts";
import { REGEX_FUNCTIONS } from "./regex.ts";
import { SIZE } from "./size.ts";
import { SKETCH_FUNCTIONS } from "./sketches.ts";
import { STRINGS } from "./strings.ts";
import { TIME_FORMAT } from "./time-format.ts";

/** Scalar functions by their Kusto names. */
export const FUNCTIONS: FunctionTable = {
  ...LOGIC,
  ...CONVERSIONS,
  ...STRINGS,
  ...REGEX_FUNCTIONS,
  ...ENCODING_FUNCTIONS,
  ...IP_FUNCTIONS,
  ...DATETIME,
  ...TIME_FORMAT,
  ...BINS,
  ...META,
  ...EXTREMA,
  ...DATETIME_BOUNDS,
  ...DATETIME_ARITHMETIC,
  ...MATH,
  ...REAL_FUNCTIONS,
  ...SKETCH_FUNCTIONS,
  ...BITS,
  ...SIZE,
  ...DYNAMIC,
  ...DYNAMIC_CALLS,
  ...GEO_CALLS,
};
