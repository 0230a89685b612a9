import type { AlertSettingsInput, AlertTeam, HolidayCountry } from "./alert-settings.ts";

/** Public holidays as local days, YYYY-MM-DD, by country. */
export type Holidays = Readonly<Record<HolidayCountry, ReadonlySet<string>>>;

interface LocalTime {
  /** YYYY-MM-DD */
  readonly day: string;
  /** HH:MM */
  readonly clock: string;
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  // Swedish writes dates as ISO 8601 does.
  const made = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  formats.set(timeZone, made);
  return made;
}

// Decisions ask for the same few times over and over, and time zones are slow.
const shown = new Map<string, LocalTime>();
const maxShown = 5000;

/** Date and time as a clock in a time zone shows them. @throws RangeError for a zone that is not known. */
export function localTime(instant: Date, timeZone: string): LocalTime {
  const key = `${timeZone} ${Math.floor(instant.getTime() / 60_000)}`;
  const known = shown.get(key);
  if (known !== undefined) return known;
  if (shown.size >= maxShown) shown.clear();
  const computed = computedTime(instant, timeZone);
  shown.set(key, computed);
  return computed;
}

function computedTime(instant: Date, timeZone: string): LocalTime {
  const [day = "", clock = ""] = formatOf(timeZone).format(instant).split(" ");
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return { day, clock, weekday: weekday === 0 ? 7 : weekday };
}

/** The instant at which clocks of a zone show a time of a day; the first after it where a clock is put forward. */
export function instantAt(day: string, clock: string, timeZone: string): Date {
  const wanted = Date.parse(`${day}T${clock}:00Z`);
  let at = wanted;
  for (let i = 0; i < 3; i++) {
    const { day: on, clock: reads } = localTime(new Date(at), timeZone);
    at += wanted - Date.parse(`${on}T${reads}:00Z`);
  }
  return new Date(at);
}

const dayMs = 86_400_000;

/** The day after a local day. */
export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
}

/** When a team wants no cards. */
export interface Quiet {
  readonly reason: "quiet-hours" | "holiday";
  /** When it is over, if nothing else keeps the team quiet then. */
  readonly until: Date;
}

type Calendar = Pick<AlertTeam, "timeZone" | "quietHours" | "quietDays" | "holidays">;

/** Why a team is not to be disturbed now; undefined where it may be. */
export function quietAt(
  team: Calendar,
  { timeZone }: Pick<AlertSettingsInput, "timeZone">,
  now: Date,
  holidays: Holidays,
): Quiet | undefined {
  const zone = team.timeZone ?? timeZone;
  const { day, clock, weekday } = localTime(now, zone);
  const tomorrow = (): Date => instantAt(dayAfter(day), "00:00", zone);
  if (team.holidays !== undefined && holidays[team.holidays].has(day)) return { reason: "holiday", until: tomorrow() };
  if (team.quietDays.includes(weekday)) return { reason: "quiet-hours", until: tomorrow() };
  if (team.quietHours === undefined || !isWithin(clock, team.quietHours)) return undefined;
  const { to } = team.quietHours;
  return { reason: "quiet-hours", until: instantAt(clock < to ? day : dayAfter(day), to, zone) };
}

function isWithin(clock: string, { from, to }: { readonly from: string; readonly to: string }): boolean {
  return from < to ? clock >= from && clock < to : clock >= from || clock < to;
}

const longestQuiet = 120;

/** The first time from `instant` on at which a team may be disturbed; `instant` itself where there is none for months. */
export function firstWorking(
  team: Calendar,
  settings: Pick<AlertSettingsInput, "timeZone">,
  instant: Date,
  holidays: Holidays,
): Date {
  let at = instant;
  for (let i = 0; i < longestQuiet; i++) {
    const quiet = quietAt(team, settings, at, holidays);
    if (quiet === undefined) return at;
    at = quiet.until;
  }
  return instant;
}
