import fc from "fast-check";
import { expect, test } from "vitest";
import { aFinding } from "../testing/index.ts";
import { digestOf, weekAround } from "./digest.ts";
import { briefOf } from "./finding-brief.ts";

test.each([
  ["2026-11-10T00:00:00Z", "2026-11-09T00:00:00.000Z"],
  ["2026-11-09T00:00:00Z", "2026-11-09T00:00:00.000Z"],
  ["2026-11-08T23:59:59.999Z", "2026-11-02T00:00:00.000Z"],
  ["2027-01-01T12:00:00Z", "2026-12-28T00:00:00.000Z"],
])("the week of %s begins on %s", (instant, from) => {
  expect(weekAround(new Date(instant)).from.toISOString()).toBe(from);
});

test("weeks begin on a Monday, last seven days, and contain what they were asked for", () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true }), (instant) => {
      const { from, to } = weekAround(instant);
      expect([from.getUTCDay(), to.getTime() - from.getTime()]).toEqual([1, 7 * 86_400_000]);
      expect(from <= instant && instant < to).toBe(true);
    }),
  );
});

test("findings that opened no incident are counted once each, by pattern, most matches first", () => {
  const scan = (id: string, over = {}) =>
    briefOf(aFinding({ id: `fnd_${id}0000000`, patternId: "path-scanner", severity: "MEDIUM", ...over }));
  const digest = digestOf([
    scan("a", { matchCount: 50 }),
    scan("a", { matchCount: 60, targetPath: "/wp-login.php" }),
    scan("b", { matchCount: 5, sourceIP: "203.0.113.9" }),
    scan("c", { matchCount: 500, patternId: "suspicious-ua" }),
    briefOf(aFinding(), "inc_testing00"),
  ]);
  expect(digest).toEqual([
    { patternId: "suspicious-ua", severity: "MEDIUM", findings: 1, matches: 500, sources: 1, examplePath: "/shop" },
    {
      patternId: "path-scanner",
      severity: "MEDIUM",
      findings: 2,
      matches: 65,
      sources: 2,
      examplePath: "/wp-login.php",
    },
  ]);
});
