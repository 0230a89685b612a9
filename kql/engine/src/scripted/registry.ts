import { COLLECTIONS } from "./collections.ts";
import { DATETIMES } from "./datetimes.ts";
import { DECIMAL_AGGREGATES } from "./decimal-aggregates.ts";
import { DECIMALS } from "./decimals.ts";
import { DYNAMICS } from "./dynamics.ts";
import { ENCODING } from "./encoding.ts";
import { GEO } from "./geo.ts";
import { GRAPHS } from "./graphs.ts";
import { IN_ARRAY } from "./in-array.ts";
import { IP } from "./ip.ts";
import { PARSING } from "./parsing.ts";
import { REALS } from "./reals.ts";
import { REGEX } from "./regex.ts";
import type { Scripted } from "./scripted.ts";
import { SEQUENCES } from "./sequences.ts";
import { SKETCHES } from "./sketches.ts";
import { STRING_CALLS } from "./strings.ts";
import { TEXT } from "./text.ts";
import { UNITS } from "./units.ts";

/** Functions of SQL in TypeScript; each is named `kqljs_…`. */
export const SCRIPTED: readonly Scripted[] = [
  ...COLLECTIONS,
  ...DYNAMICS,
  ...GRAPHS,
  ...IN_ARRAY,
  ...PARSING,
  ...SEQUENCES,
  ...DECIMAL_AGGREGATES,
  ...DATETIMES,
  ...DECIMALS,
  ...ENCODING,
  ...GEO,
  ...IP,
  ...REALS,
  ...REGEX,
  ...SKETCHES,
  ...STRING_CALLS,
  ...TEXT,
  ...UNITS,
];
