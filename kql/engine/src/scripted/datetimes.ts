import { ticksOfTimespan } from "../compile/timespan-text.ts";
import { KqlError } from "../errors.ts";
import { addMonths, DAY, dateOfTicks, floorDivide, inRange, ticksOfDate } from "../values/calendar.ts";
import { readDatetime } from "../values/datetime-text.ts";
import { formatDatetime, formatTimespan } from "../values/time-format.ts";
import { localToUtc, utcToLocal } from "../values/timezone.ts";
import type { Cell, CellType, Scripted } from "./scripted.ts";

type Ticks = bigint | undefined;

/** Datetimes and timespans are ticks; each of these is null of null, and where the result is out of range. */
export const DATETIMES: readonly Scripted[] = [
  strict("kqljs_todatetime", ["VARCHAR"], "BIGINT", (text) => known(readDatetime(`${text}`), "A datetime", text)),
  strict("kqljs_totimespan", ["VARCHAR"], "BIGINT", (text) => known(readTimespan(`${text}`), "A timespan", text)),
  strict("kqljs_format_datetime", ["BIGINT", "VARCHAR"], "VARCHAR", (ticks, format) =>
    formatDatetime(BigInt(`${ticks}`), `${format}`),
  ),
  strict("kqljs_format_timespan", ["BIGINT", "VARCHAR"], "VARCHAR", (ticks, format) =>
    formatTimespan(BigInt(`${ticks}`), `${format}`),
  ),
  strict("kqljs_add_months", ["BIGINT", "BIGINT"], "BIGINT", (ticks, months) =>
    nullable(addMonths(BigInt(`${ticks}`), monthCount(months))),
  ),
  strict("kqljs_start_of_month", ["BIGINT", "BIGINT"], "BIGINT", (ticks, months) =>
    nullable(monthStart(ticks, months)),
  ),
  strict("kqljs_end_of_month", ["BIGINT", "BIGINT"], "BIGINT", (ticks, months) => nullable(monthEnd(ticks, months))),
  strict("kqljs_month_index", ["BIGINT"], "BIGINT", (ticks) => {
    const { year, month } = dateOfTicks(BigInt(`${ticks}`));
    return BigInt(year * 12 + month - 1);
  }),
  strict("kqljs_make_datetime", ["BIGINT", "BIGINT", "BIGINT"], "BIGINT", (year, month, day) =>
    nullable(ticksOfDate({ year: Number(year), month: Number(month), day: Number(day) })),
  ),
  strict("kqljs_utc_to_local", ["BIGINT", "VARCHAR"], "BIGINT", (ticks, zone) =>
    nullable(inRange(utcToLocal(BigInt(`${ticks}`), `${zone}`))),
  ),
  strict("kqljs_local_to_utc", ["BIGINT", "VARCHAR"], "BIGINT", (ticks, zone) =>
    nullable(inRange(localToUtc(BigInt(`${ticks}`), `${zone}`))),
  ),
];

function strict(name: string, parameters: readonly CellType[], returns: CellType, call: Scripted["call"]): Scripted {
  return { name, parameters, returns, call: (...cells) => (cells.includes(null) ? null : call(...cells)) };
}

function known(ticks: bigint | null | undefined, what: string, text: Cell | undefined): bigint | null {
  if (ticks !== undefined) return ticks;
  const shown = `${text}`.replaceAll(/["\n]/g, " ").slice(0, 40);
  throw new KqlError("NotSupported", `${what} from this text is not proven: ${shown}`);
}

// A bare fraction is null (measured), unlike in a literal, where a number counts days.
function readTimespan(text: string): bigint | null | undefined {
  if (!/\d/.test(text) || /^\s*-?\d*\.\d+\s*$/.test(text)) return null;
  if (/^\s*-?\d+\s*$/.test(text)) return undefined;
  return ticksOfTimespan(text);
}

function nullable(ticks: Ticks): bigint | null {
  return ticks ?? null;
}

function monthCount(months: Cell | undefined): number {
  // Beyond this every date is out of range.
  return Math.max(-200_000, Math.min(200_000, Number(months)));
}

function monthStart(ticks: Cell | undefined, months: Cell | undefined): Ticks {
  const value = BigInt(`${ticks}`);
  const { day } = dateOfTicks(value);
  return addMonths((floorDivide(value, DAY) - BigInt(day - 1)) * DAY, monthCount(months));
}

// The last month of the calendar has an end, though nothing comes after it.
function monthEnd(ticks: Cell | undefined, months: Cell | undefined): Ticks {
  const start = monthStart(ticks, months);
  if (start === undefined) return undefined;
  const { year, month } = dateOfTicks(start);
  const days = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  return start + BigInt(days) * DAY - 1n;
}
