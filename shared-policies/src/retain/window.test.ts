import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type HourCount, instantOf, planWindows, splitWindow, ticksOf } from "./window.ts";

const firstHour = ticksOf("2026-10-01T00:00:00Z");
const hourTicks = 36_000_000_000n;

const hours: fc.Arbitrary<HourCount[]> = fc
  .uniqueArray(fc.integer({ min: 0, max: 200 }), { maxLength: 40 })
  .chain((numbers) =>
    fc.tuple(
      ...numbers.map((n) =>
        fc.record({
          hour: fc.constant(instantOf(firstHour + BigInt(n) * hourTicks)),
          rows: fc.integer({ min: 0, max: 500 }),
          bytes: fc.integer({ min: 0, max: 5000 }),
        }),
      ),
    ),
  );
const caps = { maxRows: 100, maxBytes: 1000 };

describe("planned windows", () => {
  test("cover every hour that has rows exactly once, within a day each", () => {
    fc.assert(
      fc.property(hours, (counts) => {
        const windows = planWindows(counts, caps).map((window) => ({
          from: ticksOf(window.from),
          to: ticksOf(window.to),
        }));
        for (const [i, window] of windows.entries()) {
          expect(window.from < window.to).toBe(true);
          expect((window.from - ticksOf("2026-10-01T00:00:00Z")) / (24n * hourTicks)).toBe(
            (window.to - 1n - ticksOf("2026-10-01T00:00:00Z")) / (24n * hourTicks),
          );
          const next = windows[i + 1];
          if (next !== undefined) expect(window.to <= next.from).toBe(true);
        }
        for (const { hour, rows } of counts) {
          const inside = windows.filter((window) => window.from <= ticksOf(hour) && ticksOf(hour) < window.to);
          if (rows > 0) expect(inside).toHaveLength(1);
        }
      }),
    );
  });

  test("join small hours and cut large ones", () => {
    const at = (hour: number, rows: number): HourCount => ({
      hour: instantOf(firstHour + BigInt(hour) * hourTicks),
      rows,
      bytes: 0,
    });
    const windows = planWindows([at(0, 40), at(1, 40), at(2, 40), at(5, 250), at(24, 1)], caps);
    expect(windows.map(({ from, to }) => `${from.slice(8, 16)}/${to.slice(8, 16)}`)).toEqual([
      "01T00:00/01T02:00",
      "01T02:00/01T03:00",
      "01T05:00/01T05:20",
      "01T05:20/01T05:40",
      "01T05:40/01T06:00",
      "02T00:00/02T01:00",
    ]);
  });
});

describe("splitting", () => {
  test("two halves make the whole, down to one tick", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: hourTicks }), (length) => {
        const window = { from: instantOf(firstHour), to: instantOf(firstHour + length) };
        const halves = splitWindow(window);
        const joined = halves === undefined ? undefined : [halves[0].from, halves[1].to, halves[0].to];
        expect(joined).toEqual(length === 1n ? undefined : [window.from, window.to, halves?.[1].from]);
      }),
    );
  });
});

describe("instants", () => {
  test("keep all seven digits from year 1 to 9999", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: ticksOf("0100-01-01T00:00:00Z"), max: ticksOf("9999-12-31T23:59:59.9999999Z") }),
        (ticks) => {
          expect(ticksOf(instantOf(ticks))).toBe(ticks);
        },
      ),
    );
  });

  test.each(["2026-01-01", "2026-01-01T00:00:00", "2026-01-01T00:00:00.12345678Z", "2026-13-01T00:00:00Z", ""])(
    '"%s" is refused',
    (text) => {
      expect(() => ticksOf(text)).toThrow(RangeError);
    },
  );
});
