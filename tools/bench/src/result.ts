/** One figure of a benchmark, where possible beside a baseline that was measured in the same run. */
export interface BenchResult {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The baseline's value, in the same unit. */
  readonly baseline?: number;
  /** Value divided by baseline. */
  readonly ratio?: number;
  readonly p50ms?: number;
  readonly p99ms?: number;
  /** What the product promises, in words, such as "ratio >= 0.5". */
  readonly target?: string;
  /** Whether the target was met; absent where there is none. */
  readonly ok?: boolean;
}

/** A benchmark's options: small sizes check that it runs, not how fast. */
export interface BenchOptions {
  readonly small: boolean;
  /** How many random histories `retain-faults` plays, how many kills `retain-kill`, or rows `kql`. */
  readonly runs?: number;
  /** A folder with more sets for `detect`, in place of those that the repository has, or with labelled logs for `templates`. */
  readonly data?: string;
  /** Takes lines about how far a long benchmark is. */
  readonly note: (line: string) => void;
}

/** A promise about a figure or about its ratio. */
export interface Target {
  readonly of: "value" | "ratio";
  readonly least?: number;
  readonly most?: number;
}

/** Adds the target to a result, and whether it was met. */
export function judged(result: BenchResult, { of, least, most }: Target): BenchResult {
  const found = result[of] ?? Number.NaN;
  const bounds = [
    { bound: least, sign: ">=", met: least === undefined || found >= least },
    { bound: most, sign: "<=", met: most === undefined || found <= most },
  ].filter(({ bound }) => bound !== undefined);
  const target = bounds.map(({ sign, bound }) => `${of} ${sign} ${bound}`).join(", ");
  return { ...result, target, ok: bounds.every(({ met }) => met) };
}

/** The middle of some numbers. */
export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
