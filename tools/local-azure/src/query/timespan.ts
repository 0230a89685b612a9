import { ticksFromIso } from "@logdoctor/kql-engine";

const DURATION = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,7})?)S)?)?$/;
const TICKS_PER_SECOND = 10_000_000n;

export type Timespan = { readonly start: bigint; readonly end: bigint };

/**
 * Reads the query API's `timespan`: a duration that ends now, `start/end`, `start/duration` or `duration/end`, in ISO 8601. Ticks.
 * Years and months are refused, since their length depends on the calendar. Throws RangeError.
 */
export function parseTimespan(text: string, now: bigint): Timespan {
  const [first = "", second, ...rest] = text.split("/");
  if (rest.length > 0) throw new RangeError(`Not a timespan: ${text}`);
  if (second === undefined) return { start: now - durationTicks(first), end: now };
  if (first.startsWith("P")) {
    const end = timeTicks(second);
    return { start: end - durationTicks(first), end };
  }
  const start = timeTicks(first);
  return { start, end: second.startsWith("P") ? start + durationTicks(second) : timeTicks(second) };
}

function durationTicks(text: string): bigint {
  const match = DURATION.exec(text);
  if (match === null || text.endsWith("P") || text.endsWith("T"))
    throw new RangeError(`Not a duration in weeks to seconds: ${text}`);
  const [, weeks = "0", days = "0", hours = "0", minutes = "0", seconds = "0"] = match;
  const [whole = "0", fraction = ""] = seconds.split(".");
  const total = ((BigInt(weeks) * 7n + BigInt(days)) * 24n + BigInt(hours)) * 60n + BigInt(minutes);
  return (total * 60n + BigInt(whole)) * TICKS_PER_SECOND + BigInt(fraction.padEnd(7, "0"));
}

function timeTicks(text: string): bigint {
  const offset = /([+-])(\d\d):(\d\d)$/.exec(text);
  if (offset === null) return ticksFromIso(text);
  const shift = (BigInt(offset[2] ?? 0) * 60n + BigInt(offset[3] ?? 0)) * 60n * TICKS_PER_SECOND;
  const local = ticksFromIso(text.slice(0, offset.index));
  return offset[1] === "+" ? local - shift : local + shift;
}
