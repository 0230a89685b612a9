import { z } from "zod";
import { LogInstant } from "../ids.ts";

/** A half-open range [from, to) of TimeGenerated, archived by one query into one blob. */
export const ArchiveWindow = z.object({ from: LogInstant, to: LogInstant });
export type ArchiveWindow = z.infer<typeof ArchiveWindow>;

/** How many rows and bytes the workspace counted in one hour. */
export interface HourCount {
  /** Start of the hour, ISO 8601. */
  readonly hour: string;
  readonly rows: number;
  /** Bytes that the rows are billed by (`_BilledSize`); as JSON they are about a third more. */
  readonly bytes: number;
}

/** The most that one query may return. Well under the query API's own 500,000 rows and 100 MB. */
export interface WindowCaps {
  readonly maxRows: number;
  readonly maxBytes: number;
}

/** Half of what was measured to fit in the agent's memory budget, and a fifth of the API's caps. */
export const defaultWindowCaps: WindowCaps = { maxRows: 100_000, maxBytes: 32_000_000 };

const ticksPerMs = 10_000n;
const epochTicks = 621_355_968_000_000_000n;

/** 100-ns ticks since 0001-01-01 of an ISO instant with up to seven fractional digits. */
export function ticksOf(instant: string): bigint {
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,7}))?Z$/.exec(instant);
  const ms = match?.[1] === undefined ? Number.NaN : Date.parse(`${match[1]}Z`);
  if (Number.isNaN(ms)) throw new RangeError(`Not a UTC instant with at most seven fractional digits: "${instant}"`);
  return epochTicks + BigInt(ms) * ticksPerMs + BigInt((match?.[2] ?? "").padEnd(7, "0"));
}

/** ISO instant with seven fractional digits, as Log Analytics prints it. */
export function instantOf(ticks: bigint): string {
  const seconds = (ticks - epochTicks) / 10_000_000n;
  const rest = (ticks - epochTicks) % 10_000_000n;
  const [whole, fraction] = rest < 0n ? [seconds - 1n, rest + 10_000_000n] : [seconds, rest];
  const date = new Date(Number(whole) * 1000).toISOString().slice(0, 19);
  return `${date}.${fraction.toString().padStart(7, "0")}Z`;
}

/**
 * Plans windows from hourly counts. Small hours of one UTC day are joined, large ones cut, so that each window is
 * expected to hold at most `caps`. Windows never overlap, never cross a day, and cover every hour that has rows.
 */
export function planWindows(hours: readonly HourCount[], caps: WindowCaps): ArchiveWindow[] {
  const sorted = hours.filter((hour) => hour.rows > 0).toSorted((a, b) => (ticksOf(a.hour) < ticksOf(b.hour) ? -1 : 1));
  const windows: ArchiveWindow[] = [];
  let open: { start: bigint; end: bigint; rows: number; bytes: number } | undefined;
  const flush = (): void => {
    if (open !== undefined) windows.push({ from: instantOf(open.start), to: instantOf(open.end) });
    open = undefined;
  };
  for (const hour of sorted) {
    const start = ticksOf(hour.hour);
    const end = start + hourTicks;
    if (exceeds(hour, caps)) {
      flush();
      windows.push(...cut(start, end, pieces(hour, caps)));
      continue;
    }
    const joined = { rows: (open?.rows ?? 0) + hour.rows, bytes: (open?.bytes ?? 0) + hour.bytes };
    if (open !== undefined && (dayOf(open.start) !== dayOf(start) || exceeds(joined, caps))) flush();
    open =
      open === undefined ? { start, end, rows: hour.rows, bytes: hour.bytes } : { start: open.start, end, ...joined };
  }
  flush();
  return windows;
}

/** Two halves of a window that turned out too large, or undefined when it is a single tick and cannot be cut. */
export function splitWindow(window: ArchiveWindow): [ArchiveWindow, ArchiveWindow] | undefined {
  const [first, second] = cut(ticksOf(window.from), ticksOf(window.to), 2);
  return first !== undefined && second !== undefined ? [first, second] : undefined;
}

const hourTicks = 36_000_000_000n;
const dayTicks = 24n * hourTicks;

function dayOf(ticks: bigint): bigint {
  return ticks / dayTicks;
}

function exceeds(size: { rows: number; bytes: number }, caps: WindowCaps): boolean {
  return size.rows > caps.maxRows || size.bytes > caps.maxBytes;
}

function pieces(size: { rows: number; bytes: number }, caps: WindowCaps): number {
  return Math.ceil(Math.max(size.rows / caps.maxRows, size.bytes / caps.maxBytes));
}

function cut(start: bigint, end: bigint, count: number): ArchiveWindow[] {
  const length = end - start;
  const parts = length < BigInt(count) ? length : BigInt(count);
  const windows: ArchiveWindow[] = [];
  for (let i = 0n; i < parts; i++) {
    const from = start + (length * i) / parts;
    const to = start + (length * (i + 1n)) / parts;
    windows.push({ from: instantOf(from), to: instantOf(to) });
  }
  return windows;
}
