import type { HolidayCountry, Holidays } from "@logdoctor/shared-policies";
import Calendar from "date-holidays";

const countries = { KR: "Asia/Seoul", JP: "Asia/Tokyo" } as const satisfies Record<HolidayCountry, string>;
const dayMs = 86_400_000;

/** Public holidays of Korea and Japan for the year of a time and those beside it; each year is computed once. */
export function holidayCalendar(): (around: Date) => Holidays {
  const known = new Map<number, Holidays>();
  return (around) => {
    const year = around.getUTCFullYear();
    const found = known.get(year) ?? { KR: daysAround("KR", year), JP: daysAround("JP", year) };
    known.set(year, found);
    return found;
  };
}

function daysAround(country: HolidayCountry, year: number): ReadonlySet<string> {
  const calendar = new Calendar(country, { types: ["public"], timezone: countries[country] });
  const holidays = [year - 1, year, year + 1].flatMap((one) => calendar.getHolidays(one));
  return new Set(holidays.flatMap(daysOf));
}

// The library lets Seollal begin on the day itself; by law it is the day before, the day, and the day after.
const seollal = "korean 01-0-01";

function daysOf({ date, start, end, rule }: ReturnType<Calendar["getHolidays"]>[number]): string[] {
  const count = Math.max(1, Math.round((end.getTime() - start.getTime()) / dayMs));
  const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`) - (rule.startsWith(seollal) ? dayMs : 0);
  return Array.from({ length: count }, (_, i) => new Date(first + i * dayMs).toISOString().slice(0, 10));
}
