/** One figure of a benchmark, beside the baseline that was measured in the same run. */
export interface BenchResult {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The baseline's value, in the same unit. */
  readonly baseline: number;
  readonly ratio: number;
  readonly p50ms: number;
  readonly p99ms: number;
}
