import fc from "fast-check";
import { expect, test } from "vitest";
import { logInstant, sampleDays, timeOfRow } from "./timeline.ts";

const now = new Date("2026-11-21T06:30:00.000Z");
const span = sampleDays * 86_400_000;

test("time never goes backwards and stays within the sample's days", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 100_000 }),
      fc.nat(),
      fc.integer({ min: 0, max: 23 }),
      (count, some, noon) => {
        const index = some % (count - 1);
        const [a, b] = [timeOfRow(index, count, now, noon), timeOfRow(index + 1, count, now, noon)];
        expect(b).toBeGreaterThanOrEqual(a);
        expect(a).toBeGreaterThanOrEqual(now.getTime() - span);
        expect(b).toBeLessThanOrEqual(now.getTime());
      },
    ),
  );
});

test("the busy hour has more rows than the night", () => {
  const hours = Array.from({ length: 20_000 }, (_, i) => new Date(timeOfRow(i, 20_000, now, 5)).getUTCHours());
  const rowsIn = (hour: number) => hours.filter((one) => one === hour).length;

  expect(rowsIn(5)).toBeGreaterThan(2 * rowsIn(17));
});

test("an instant has seven digits", () => {
  expect(logInstant(now.getTime() + 7, 42)).toBe("2026-11-21T06:30:00.0070042Z");
});
