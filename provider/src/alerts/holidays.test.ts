import { expect, test } from "vitest";
import { holidayCalendar } from "./holidays.ts";

const holidays = holidayCalendar()(new Date("2026-06-01T00:00:00Z"));

test("Seollal and Chuseok last three days, with the day before; what falls on a weekend has its substitute", () => {
  const of2026 = [...holidays.KR].filter((day) => day.startsWith("2026")).toSorted();
  expect(of2026.filter((day) => /-02-/.test(day))).toEqual(["2026-02-16", "2026-02-17", "2026-02-18"]);
  expect(of2026.filter((day) => /-09-/.test(day))).toEqual(["2026-09-24", "2026-09-25", "2026-09-26"]);
  expect(of2026).toEqual(expect.arrayContaining(["2026-03-02", "2026-08-17", "2026-10-05", "2026-10-09"]));
  expect(holidays.KR.has("2027-02-09")).toBe(true);
});

test("Japan's days in lieu and between are holidays, its bank holidays are not", () => {
  const all = ["2026-05-06", "2026-09-21", "2026-09-22", "2026-09-23", "2026-11-23"];
  expect(all.filter((day) => !holidays.JP.has(day))).toEqual([]);
  expect(holidays.JP.has("2026-12-31")).toBe(false);
});
