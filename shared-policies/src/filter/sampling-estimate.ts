export interface SampleEstimate {
  readonly estimate: number;
  /** Bounds of the interval that holds the true number with the asked confidence. */
  readonly low: number;
  readonly high: number;
}

export interface Sample {
  /** Rows that were seen of a sample. */
  readonly kept: number;
  /** Share that the sample is of the whole, above 0 to 1. */
  readonly rate: number;
  /** Rows that stand or fall together, as those of a trace do: the fewer there are to choose from, the wider the interval. */
  readonly rowsPerKey?: number;
  /** Standard deviations: 1.96 for 95 %, the default. */
  readonly z?: number;
}

/**
 * How many rows there were, from those that a sample kept: divided by its rate, with the score interval of a binomial share
 * (Wilson, 1927), which holds for few rows and for none.
 */
export function estimateWhole({ kept, rate, rowsPerKey = 1, z = 1.96 }: Sample): SampleEstimate {
  if (!(rate > 0 && rate <= 1) || !(kept >= 0) || !(rowsPerKey >= 1)) throw new RangeError("Not a sample");
  const keys = kept / rowsPerKey;
  const spread = z * z * (1 - rate);
  const root = Math.sqrt(spread * spread + 4 * keys * spread);
  const bound = (sign: 1 | -1): number => ((2 * keys + spread + sign * root) / (2 * rate)) * rowsPerKey;
  return { estimate: kept / rate, low: Math.max(kept, bound(-1)), high: bound(1) };
}
