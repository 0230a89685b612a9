import { ticksFromIso } from "@logdoctor/kql-engine";
import { InvalidArgumentError } from "commander";
import type { Io } from "../io.ts";

/** An instant of the command line, in ticks. */
export function ticksOption(text: string): bigint {
  try {
    return ticksFromIso(text);
  } catch {
    throw new InvalidArgumentError("A time is a day, 2026-06-01, or an instant in UTC, 2026-06-01T07:00:00Z.");
  }
}

/** What `now()` is when nothing says otherwise. */
export function clockTicks(io: Io): bigint {
  return ticksFromIso((io.now?.() ?? new Date()).toISOString());
}

export function secondsOption(text: string): number {
  const seconds = Number(text);
  if (!Number.isFinite(seconds) || seconds <= 0 || seconds > 86_400)
    throw new InvalidArgumentError("A number of seconds above 0, a day at most.");
  return seconds;
}
