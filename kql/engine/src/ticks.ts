const UNIX_EPOCH = 621_355_968_000_000_000n;
const MAX = 3_155_378_975_999_999_999n;
const TICKS_PER_MS = 10_000n;

/**
 * Ticks of 100 ns since 0001-01-01T00:00:00Z of an ISO 8601 UTC time with up to 7 fractional digits.
 * Throws RangeError for another shape, a time zone other than UTC, or a date that does not exist.
 */
export function ticksFromIso(text: string): bigint {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,7}))?)?(?:Z|[+]00:00)?)?$/.exec(text);
  if (match === null) throw new RangeError(`Not an ISO 8601 UTC time with up to 7 digits: ${JSON.stringify(text)}`);
  const [, year = "", month = "", day = "", hour = "00", minute = "00", second = "00", fraction = ""] = match;
  const whole = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const ms = Date.parse(whole);
  // Date.parse rolls 2026-02-30 over into March: only an unchanged text is a real date.
  if (year === "0000" || Number.isNaN(ms) || new Date(ms).toISOString() !== whole)
    throw new RangeError(`Not a date that exists: ${JSON.stringify(text)}`);
  return UNIX_EPOCH + BigInt(ms) * TICKS_PER_MS + BigInt(fraction.padEnd(7, "0"));
}

/** The inverse of ticksFromIso: always 7 fractional digits and `Z`. Throws RangeError outside years 1 to 9999. */
export function isoFromTicks(ticks: bigint): string {
  if (ticks < 0n || ticks > MAX) throw new RangeError(`Outside years 1 to 9999: ${ticks} ticks`);
  const fraction = ticks % 10_000_000n;
  const ms = Number((ticks - fraction - UNIX_EPOCH) / TICKS_PER_MS);
  return `${new Date(ms).toISOString().slice(0, 19)}.${fraction.toString().padStart(7, "0")}Z`;
}
