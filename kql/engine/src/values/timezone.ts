import { KqlError } from "../errors.ts";

const UNIX_EPOCH = 621_355_968_000_000_000n;
const TICKS_PER_MS = 10_000n;
const YEARS = [1970, 2037] as const;
const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** Ticks of UTC as those of the clock on the wall of `zone`, an IANA name. Another name is an error, as in Kusto. */
export function utcToLocal(ticks: bigint, zone: string): bigint {
  return ticks + offset(ticks, zone);
}

/** Throws where the clock shows that time twice or never: what Kusto takes there is not proven. */
export function localToUtc(ticks: bigint, zone: string): bigint {
  const day = 864_000_000_000n;
  const candidates = new Set([offset(ticks - day, zone), offset(ticks + day, zone)]);
  const fitting = [...candidates].map((shift) => ticks - shift).filter((utc) => utcToLocal(utc, zone) === ticks);
  const [only] = fitting;
  if (only === undefined || fitting.length > 1)
    throw new KqlError("NotSupported", `A local time that ${zone} has twice or never is not proven`);
  return only;
}

function offset(ticks: bigint, zone: string): bigint {
  const ms = Number((ticks - UNIX_EPOCH) / TICKS_PER_MS);
  const seconds = Math.floor(ms / 1000);
  const year = new Date(ms).getUTCFullYear();
  if (!(year > YEARS[0] && year < YEARS[1]))
    throw new KqlError("NotSupported", "Time zones are known for the years 1971 to 2036");
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(seconds * 1000)
      .map(({ type, value }) => [type, value]),
  );
  const local = Date.UTC(
    Number(parts["year"]),
    Number(parts["month"]) - 1,
    Number(parts["day"]),
    Number(parts["hour"]),
    Number(parts["minute"]),
    Number(parts["second"]),
  );
  return BigInt(local - seconds * 1000) * TICKS_PER_MS;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(zone);
  if (known !== undefined) return known;
  const made = formatFor(zone);
  if (FORMATS.size < 1000) FORMATS.set(zone, made);
  return made;
}

function formatFor(zone: string): Intl.DateTimeFormat {
  try {
    if (!/^[A-Za-z]+[A-Za-z0-9_+\-/]*$/.test(zone)) throw new RangeError(zone);
    return new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch (error) {
    if (error instanceof RangeError)
      throw new KqlError("NotSupported", `The time zone ${zone.slice(0, 60)} is not known`);
    throw error;
  }
}
