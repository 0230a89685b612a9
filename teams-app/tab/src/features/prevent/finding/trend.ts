import type { TrendPoint } from "@logdoctor/shared-policies";

export interface TrendBar {
  readonly point: TrendPoint;
  /** Rows an hour; undefined where the run did not measure it. */
  readonly rate: number | undefined;
  /** Height as a share of the highest bar, 0 to 1. */
  readonly share: number;
}

const hourMs = 3_600_000;

/** Runs cover times of different lengths, so that their rows are compared by the hour. */
export function trendBars(trend: readonly TrendPoint[]): TrendBar[] {
  const rates = trend.map(rateOf);
  const highest = Math.max(0, ...rates.map((rate) => rate ?? 0));
  return trend.map((point, index) => {
    const rate = rates[index];
    return { point, rate, share: highest === 0 ? 0 : (rate ?? 0) / highest };
  });
}

function rateOf({ from, to, count }: TrendPoint): number | undefined {
  const hours = (Date.parse(to) - Date.parse(from)) / hourMs;
  return count === undefined || hours <= 0 ? undefined : count / hours;
}
