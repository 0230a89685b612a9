import { inRange, ticksOfDate } from "./calendar.ts";

/** Ticks; null where the text is surely no datetime; undefined where what Kusto makes of it is not proven. */
export type ReadDatetime = bigint | null | undefined;

const CLOCK = String.raw`(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d+))?)?`;
const ZONE = String.raw`(Z| ?GMT| ?[+-]\d\d:\d\d)?`;
const MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
const WEEKDAY = "(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*, )?";
const ISO = new RegExp(`^(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:[T ]${CLOCK}${ZONE})?$`);
// RFC 822 and RFC 850, as the documentation of the datetime type lists them.
const NAMED = new RegExp(`^${WEEKDAY}(\\d{1,2})[ -](${MONTHS})[ -](\\d\\d|\\d{4})(?: ${CLOCK}${ZONE})?$`, "i");
const AMERICAN = new RegExp(`^(\\d{1,2})[-/](\\d{1,2})[-/](\\d{4})(?: ${CLOCK}${ZONE})?$`);

/** https://learn.microsoft.com/kusto/query/scalar-data-types/datetime lists the formats. */
export function readDatetime(input: string): ReadDatetime {
  const text = input.trim();
  if (!/\d/.test(text)) return null;
  const iso = ISO.exec(text);
  if (iso !== null) return assemble(Number(iso[1]), Number(iso[2]), Number(iso[3]), iso.slice(4));
  const named = NAMED.exec(text);
  if (named !== null) {
    const year = fullYear(named[3] ?? "");
    const month = MONTHS.split("|").indexOf((named[2] ?? "").toLowerCase()) + 1;
    return year === undefined ? undefined : assemble(year, month, Number(named[1]), named.slice(4));
  }
  const american = AMERICAN.exec(text);
  // The month comes first (documented: 02/17/2016).
  if (american !== null && Number(american[1]) <= 12)
    return assemble(Number(american[3]), Number(american[1]), Number(american[2]), american.slice(4));
  return startsWithOtherWord(text) ? null : undefined;
}

// `nonValidDateTime 08:40:01` is null (documented): a word that names neither a day nor a month.
function startsWithOtherWord(text: string): boolean {
  const word = /^[A-Za-z]{3,}/.exec(text)?.[0].slice(0, 3).toLowerCase();
  return word !== undefined && !`${MONTHS}|mon|tue|wed|thu|fri|sat|sun|utc|gmt`.split("|").includes(word);
}

/** Ticks of a day's `8:00` or `08:00:03.5`; undefined for other texts. */
export function readClock(text: string): bigint | undefined {
  const match = new RegExp(`^${CLOCK}$`).exec(text);
  return match === null ? undefined : (clockTicks(match.slice(1)) ?? undefined);
}

// Of two digits, those are read that every window of a century reads alike.
function fullYear(text: string): number | undefined {
  const year = Number(text);
  if (text.length === 4) return year;
  if (year < 30) return 2000 + year;
  return year >= 50 ? 1900 + year : undefined;
}

function assemble(year: number, month: number, day: number, rest: readonly (string | undefined)[]): ReadDatetime {
  const date = ticksOfDate({ year, month, day });
  if (date === undefined) return null;
  if (rest[0] === undefined) return date;
  const clock = clockTicks(rest);
  if (clock === null || clock === undefined) return clock;
  return inRange(date + clock - zoneTicks(rest[4])) ?? null;
}

function clockTicks([hour = "0", minute = "0", second = "0", fraction = ""]: readonly (
  | string
  | undefined
)[]): ReadDatetime {
  if (Number(hour) === 24 || /[1-9]/.test(fraction.slice(7))) return undefined;
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second) > 59) return null;
  const seconds = BigInt(hour) * 3600n + BigInt(minute) * 60n + BigInt(second);
  return seconds * 10_000_000n + BigInt(fraction.slice(0, 7).padEnd(7, "0"));
}

function zoneTicks(zone = "Z"): bigint {
  const match = /([+-])(\d\d):(\d\d)/.exec(zone);
  if (match === null) return 0n;
  const ticks = (BigInt(match[2] ?? "0") * 60n + BigInt(match[3] ?? "0")) * 600_000_000n;
  return match[1] === "-" ? -ticks : ticks;
}
