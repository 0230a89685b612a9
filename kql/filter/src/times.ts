/** First and last time that was seen, in milliseconds. */
export interface Times {
  readonly first: number;
  readonly last: number;
}

export const noTimes: Times = { first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY };

export function widened(times: Times, value: unknown): Times {
  const at = typeof value === "string" ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(at) || (at >= times.first && at <= times.last)) return times;
  return { first: Math.min(times.first, at), last: Math.max(times.last, at) };
}

/** How long the times span, one minute at least. */
export function minutesOf({ first, last }: Times): number {
  return last > first ? Math.max(1, (last - first) / 60_000) : 1;
}
