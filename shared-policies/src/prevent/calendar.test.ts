import fc from "fast-check";
import { expect, test } from "vitest";
import { defaultAlertSettings } from "./alert-settings.ts";
import { firstWorking, instantAt, localTime, quietAt } from "./calendar.ts";

const [everyone] = defaultAlertSettings.teams;
if (everyone === undefined) throw new Error("There is no team");
const holidays = { KR: new Set(["2026-09-24", "2026-09-25"]), JP: new Set<string>() };
const at = (iso: string): string | undefined =>
  quietAt(everyone, defaultAlertSettings, new Date(iso), holidays)?.reason;
const working = (iso: string): string =>
  firstWorking(everyone, defaultAlertSettings, new Date(iso), holidays).toISOString();

test("nights, weekends and holidays of Seoul are quiet", () => {
  expect(at("2026-09-23T01:00:00Z")).toBeUndefined();
  expect(at("2026-09-23T10:00:00Z")).toBe("quiet-hours");
  expect(at("2026-09-22T22:59:00Z")).toBe("quiet-hours");
  expect(at("2026-09-22T23:00:00Z")).toBeUndefined();
  expect(at("2026-09-24T01:00:00Z")).toBe("holiday");
  expect(at("2026-09-26T01:00:00Z")).toBe("quiet-hours");
});

test("the first working time comes after night, holidays and weekend together", () => {
  expect(working("2026-09-23T01:00:00Z")).toBe("2026-09-23T01:00:00.000Z");
  expect(working("2026-09-23T10:30:00Z")).toBe("2026-09-27T23:00:00.000Z");
});

test("a team that is always quiet is told at once rather than never", () => {
  const all = new Set(
    Array.from({ length: 400 }, (_, i) => new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10)),
  );
  const now = new Date("2026-02-01T00:00:00Z");
  expect(firstWorking(everyone, defaultAlertSettings, now, { KR: all, JP: all })).toBe(now);
});

test("a local time is found again, also where clocks change", () => {
  const zones = fc.constantFrom(
    "Asia/Seoul",
    "Asia/Tokyo",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kathmandu",
    "UTC",
  );
  const instants = fc.integer({ min: Date.UTC(2026, 0, 1) / 60_000, max: Date.UTC(2027, 0, 1) / 60_000 });
  fc.assert(
    fc.property(instants, zones, (minute, zone) => {
      const { day, clock } = localTime(new Date(minute * 60_000), zone);
      const back = localTime(instantAt(day, clock, zone), zone);
      expect([back.day, back.clock]).toEqual([day, clock]);
    }),
    { numRuns: 300 },
  );
});

test("the weekday is that of the local day", () => {
  expect(localTime(new Date("2026-11-08T15:30:00Z"), "Asia/Seoul")).toEqual({
    ...{ day: "2026-11-09", clock: "00:30", weekday: 1 },
  });
});
