/** A timespan as tostring() prints it: `1.02:03:04.5000000`, the fraction with seven digits or none. */
export function spanText(ticks: bigint): string {
  const size = ticks < 0n ? -ticks : ticks;
  const two = (value: bigint) => String(value).padStart(2, "0");
  const days = size / 864_000_000_000n;
  const clock = [(size / 36_000_000_000n) % 24n, (size / 600_000_000n) % 60n, (size / 10_000_000n) % 60n].map(two);
  const fraction = size % 10_000_000n;
  return `${ticks < 0n ? "-" : ""}${days > 0n ? `${days}.` : ""}${clock.join(":")}${fraction > 0n ? `.${String(fraction).padStart(7, "0")}` : ""}`;
}
