/** Days that the sample reaches back: rows expire at 7, at 14 and at 31 days. */
export const sampleDays = 45;

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/**
 * Time of row `index` of `count` as ms since 1970: the first is 45 days before `now`, the last is `now`, and none goes
 * backwards. Within a day, hours of business carry more rows than the night.
 *
 * @param noon UTC hour with the most rows.
 */
export function timeOfRow(index: number, count: number, now: Date, noon: number): number {
  const end = now.getTime();
  const start = end - sampleDays * dayMs;
  if (index >= count - 1) return end;
  if (index === 0) return start;
  const even = start + (index / (count - 1)) * (end - start);
  const day = Math.floor((even - start) / dayMs);
  const share = (even - start) / dayMs - day;
  // Days are counted from the first row, so that no row has to be moved back into the range.
  const noonOfDay = noon - (start % dayMs) / hourMs;
  return start + (day + busyTime(share, noonOfDay)) * dayMs;
}

/** Moves a share of the day to where the same share of the rows has come, when the hour of `noon` has most. */
function busyTime(share: number, noon: number): number {
  let left = share * 24;
  for (let hour = 0; hour < 24; hour++) {
    const weight = 1 + 0.6 * Math.cos((2 * Math.PI * (hour - noon)) / 24);
    if (left < weight) return (hour + left / weight) / 24;
    left -= weight;
  }
  return 1;
}

/** ISO text with seven digits; `ticks` (0 to 9,999) are the 100-ns steps below the millisecond. */
export function logInstant(ms: number, ticks: number): string {
  const iso = new Date(ms).toISOString();
  return `${iso.slice(0, -1)}${String(ticks).padStart(4, "0")}Z`;
}
