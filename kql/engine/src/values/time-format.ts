import { KqlError } from "../errors.ts";
import { DAY, dateOfTicks } from "./calendar.ts";

// The elements and delimiters that the documentation of format_datetime and format_timespan lists; another one is an
// error there too (measured on 'T', on 'c' and 'g', and on escapes).
const PART = /d+|f+|F+|h+|H+|m+|M+|s+|y+|tt|[ /\-:,._[\]]/gy;

type Printer = (width: number) => string | undefined;

/** https://learn.microsoft.com/kusto/query/format-datetime-function */
export function formatDatetime(ticks: bigint, format: string): string {
  const { year, month, day } = dateOfTicks(ticks);
  const clock = clockPrinters(ticks % DAY);
  const hour = Number((ticks % DAY) / 36_000_000_000n);
  return print(format, {
    ...clock,
    d: upTo2(day),
    M: upTo2(month),
    y: (width) => (width === 4 ? `${year}`.padStart(4, "0") : upTo2(year % 100)(width)),
    h: upTo2(hour % 12 === 0 ? 12 : hour % 12),
    H: upTo2(hour),
    t: () => (hour < 12 ? "AM" : "PM"),
  });
}

/** https://learn.microsoft.com/kusto/query/format-timespan-function */
export function formatTimespan(ticks: bigint, format: string): string {
  const size = ticks < 0n ? -ticks : ticks;
  const hour = Number((size % DAY) / 36_000_000_000n);
  const text = print(format, {
    ...clockPrinters(size % DAY),
    d: (width) => (width <= 8 ? `${size / DAY}`.padStart(width, "0") : undefined),
    H: upTo2(hour),
    // No clock of twelve hours here: midnight is 00 (measured).
    h: upTo2(hour),
  });
  return ticks < 0n ? `-${text}` : text;
}

function print(format: string, printers: Readonly<Record<string, Printer>>): string {
  let text = "";
  let end = 0;
  for (const { 0: part, index } of format.matchAll(PART)) {
    const printer = printers[part[0] ?? ""];
    const printed = /^[A-Za-z]/.test(part) ? printer?.(part.length) : part;
    if (printed === undefined) throw refused(format);
    // Whether the point before a fraction that prints nothing stays is not proven.
    if (part.startsWith("F") && printed === "" && text.endsWith(".")) throw unproven();
    text += printed;
    end = index + part.length;
  }
  if (end !== format.length) throw refused(format);
  return text;
}

function clockPrinters(ticks: bigint): Record<string, Printer> {
  const fraction = `${ticks % 10_000_000n}`.padStart(7, "0");
  return {
    m: upTo2(Number((ticks / 600_000_000n) % 60n)),
    s: upTo2(Number((ticks / 10_000_000n) % 60n)),
    f: (width) => (width <= 7 ? fraction.slice(0, width) : undefined),
    F: (width) => (width <= 7 ? fraction.slice(0, width).replace(/0+$/, "") : undefined),
  };
}

function upTo2(value: number): Printer {
  return (width) => (width <= 2 ? `${value}`.padStart(width, "0") : undefined);
}

function refused(format: string): KqlError {
  return new KqlError(
    "NotSupported",
    `The format ${JSON.stringify(format).replaceAll('"', "'")} has an element that is not documented`,
  );
}

function unproven(): KqlError {
  return new KqlError("NotSupported", "A format with an empty fraction after a point is not proven");
}
