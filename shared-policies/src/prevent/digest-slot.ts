import type { AlertSettingsInput } from "./alert-settings.ts";
import { instantAt, localTime } from "./calendar.ts";

type DigestSettings = Pick<AlertSettingsInput, "digest" | "timeZone">;

/** The last time, up to `now`, at which the weekly digest was due. */
export function lastDigestSlot({ digest, timeZone }: DigestSettings, now: Date): Date {
  const { day, weekday } = localTime(now, timeZone);
  const since = (weekday - digest.day + 7) % 7;
  const slot = (daysBack: number): Date => {
    const local = new Date(Date.parse(`${day}T00:00:00Z`) - daysBack * 86_400_000).toISOString().slice(0, 10);
    return instantAt(local, `${String(digest.hour).padStart(2, "0")}:00`, timeZone);
  };
  return slot(since) <= now ? slot(since) : slot(since + 7);
}

/** The first time after `now` at which it is due. */
export function nextDigestSlot(settings: DigestSettings, now: Date): Date {
  const inAWeek = new Date(now.getTime() + 7 * 86_400_000);
  const slot = lastDigestSlot(settings, inAWeek);
  return slot > now ? slot : new Date(slot.getTime() + 7 * 86_400_000);
}
