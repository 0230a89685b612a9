import fc from "fast-check";
import { expect, test } from "vitest";
import { type MatchedRows, measured, measureOf, preventSeverity, type RuleMeasure, violates } from "./decide.ts";

const rows: MatchedRows = {
  rows: 120,
  rowsPerHour: 40,
  duplicatesPerHour: 3,
  largestBytes: 51_201,
  shareOfVolume: 0.25,
  shareNotStored: 0.8,
};
const of = (measure: RuleMeasure, threshold: number, leastRows = 1) => ({ measure, threshold, leastRows });

test.each([
  ["rows", 119, 120],
  ["rowsPerHour", 39, 40],
  ["duplicatesPerHour", 2, 3],
  ["percentOfVolume", 24, 25],
  ["percentNotStored", 79, 80],
] as const)("%s violate above %i, not at %i", (measure, below, at) => {
  expect(violates(of(measure, below), rows)).toBe(true);
  expect(violates(of(measure, at), rows)).toBe(false);
});

test("one byte more than 50 KB is too much, and KB have 1,024 bytes", () => {
  expect(violates(of("kilobytes", 50), rows)).toBe(true);
  expect(violates(of("kilobytes", 50), { ...rows, largestBytes: 51_200 })).toBe(false);
  expect(measured("kilobytes", { ...rows, largestBytes: 51_200 })).toBe(50);
});

test("too few rows say nothing", () => {
  expect(violates(of("rows", 0, 121), rows)).toBe(false);
});

test("types of rule have the plan's measures", () => {
  const measures = (["LevelCheck", "FrequencyCheck", "SizeCheck"] as const).map(measureOf);
  expect(measures).toEqual(["rows", "rowsPerHour", "kilobytes"]);
});

test.each([
  [{ gbPerMonth: 50, usdPerMonth: 115, shareOfVolume: 0.1 }, "HIGH"],
  [{ gbPerMonth: 5, usdPerMonth: 11.5, shareOfVolume: 0.6 }, "HIGH"],
  [{ gbPerMonth: 5, usdPerMonth: 11.5, shareOfVolume: 0.1 }, "MEDIUM"],
  [{ gbPerMonth: 1, usdPerMonth: 2.3, shareOfVolume: 0.3 }, "MEDIUM"],
  [{ gbPerMonth: 0.01, usdPerMonth: 0.02, shareOfVolume: 1 }, "LOW"],
  [{ gbPerMonth: 45, shareOfVolume: 0.1 }, "HIGH"],
  [{ gbPerMonth: 0, shareOfVolume: 0 }, "LOW"],
] as const)("%j is %s", (weight, severity) => {
  expect(preventSeverity(weight)).toBe(severity);
});

test("more money or volume never makes a finding less grave", () => {
  const ranks = { LOW: 0, MEDIUM: 1, HIGH: 2 } as const;
  const weight = fc.record({
    gbPerMonth: fc.double({ min: 0, max: 1e4, noNaN: true }),
    usdPerMonth: fc.double({ min: 0, max: 1e4, noNaN: true }),
    shareOfVolume: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(weight, fc.double({ min: 1, max: 10, noNaN: true }), (one, times) => {
      const more = { ...one, gbPerMonth: one.gbPerMonth * times, usdPerMonth: one.usdPerMonth * times };
      expect(ranks[preventSeverity(more)]).toBeGreaterThanOrEqual(ranks[preventSeverity(one)]);
    }),
  );
});
