import type { Aggregate, WideAggregate } from "./aggregate.ts";
import { BIT_AGGREGATES } from "./bits.ts";
import { CHOICES } from "./choices.ts";
import { COLLECTING } from "./collections.ts";
import { COUNTS } from "./counts.ts";
import { COVARIANCES } from "./covariances.ts";
import { EXTREMES } from "./extremes.ts";
import { PERCENTILES, WIDE_PERCENTILES } from "./percentiles.ts";
import { SKETCHING } from "./sketches.ts";
import { SPREADS } from "./spreads.ts";
import { SUMS } from "./sums.ts";

/** Aggregate functions of one value, by their Kusto names. */
export const AGGREGATES: Readonly<Record<string, Aggregate>> = {
  ...COUNTS,
  ...SUMS,
  ...EXTREMES,
  ...SPREADS,
  ...COVARIANCES,
  ...COLLECTING,
  ...SKETCHING,
  ...PERCENTILES,
  ...BIT_AGGREGATES,
};

/** Aggregate functions that give one column or several. */
export const WIDE_AGGREGATES: Readonly<Record<string, WideAggregate>> = { ...CHOICES, ...WIDE_PERCENTILES };
