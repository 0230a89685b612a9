/** Ticks of 100 ns; dates of the proleptic Gregorian calendar, days counted from 0001-01-01. */
export const DAY = 864_000_000_000n;
const MAX_TICKS = 3_155_378_975_999_999_999n;

export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const DAYS_TO_UNIX = 719_162;
const MS_PER_DAY = 86_400_000;

function daysOfDate({ year, month, day }: CivilDate): number {
  // Date.UTC takes years below 100 for those of the twentieth century.
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / MS_PER_DAY) + DAYS_TO_UNIX;
}

function dateOfDays(days: number): CivilDate {
  const date = new Date((days - DAYS_TO_UNIX) * MS_PER_DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

export function dateOfTicks(ticks: bigint): CivilDate {
  return dateOfDays(Number(floorDivide(ticks, DAY)));
}

function daysInMonth(year: number, month: number): number {
  return daysOfDate({ year, month: month + 1, day: 1 }) - daysOfDate({ year, month, day: 1 });
}

/** undefined for a date that does not exist between the years 1 and 9999. */
export function ticksOfDate({ year, month, day }: CivilDate): bigint | undefined {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return BigInt(daysOfDate({ year, month, day })) * DAY;
}

export function inRange(ticks: bigint): bigint | undefined {
  return ticks >= 0n && ticks <= MAX_TICKS ? ticks : undefined;
}

/** The day is cut to the last of a shorter month; undefined beyond the years 1 to 9999. */
export function addMonths(ticks: bigint, months: number): bigint | undefined {
  const { year, month, day } = dateOfTicks(ticks);
  const index = year * 12 + (month - 1) + months;
  const [y, m] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  if (y < 1 || y > 9999) return undefined;
  const date = ticksOfDate({ year: y, month: m, day: Math.min(day, daysInMonth(y, m)) });
  return date === undefined ? undefined : date + floorModulo(ticks, DAY);
}

export function floorDivide(a: bigint, b: bigint): bigint {
  return (a - floorModulo(a, b)) / b;
}

function floorModulo(a: bigint, b: bigint): bigint {
  return ((a % b) + b) % b;
}
