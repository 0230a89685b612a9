import fc from "fast-check";
import { expect, test } from "vitest";
import { isoFromTicks, ticksFromIso } from "./ticks.ts";

test.each([
  ["0001-01-01T00:00:00.0000000Z", 0n],
  ["1970-01-01T00:00:00.0000000Z", 621_355_968_000_000_000n],
  ["9999-12-31T23:59:59.9999999Z", 3_155_378_975_999_999_999n],
  ["2020-02-29T00:00:00.1234567Z", 637_185_312_001_234_567n],
])("%s is %s ticks, both ways", (iso, ticks) => {
  expect(ticksFromIso(iso)).toBe(ticks);
  expect(isoFromTicks(ticks)).toBe(iso);
});

test.each(["2026-01-01", "2026-01-01T00:00", "2026-01-01 00:00:00.0", "2026-01-01T00:00:00+00:00"])(
  "reads the shorter %s",
  (text) => {
    expect(isoFromTicks(ticksFromIso(text))).toBe("2026-01-01T00:00:00.0000000Z");
  },
);

test.each([
  "",
  "2026-02-30",
  "2026-13-01",
  "0000-01-01",
  "2026-01-01T24:00:00Z",
  "2026-01-01T00:00:00+09:00",
  "2026-01-01T00:00:00.12345678Z",
])("refuses %j", (text) => {
  expect(() => ticksFromIso(text)).toThrow(RangeError);
});

test("every tick comes back", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 3_155_378_975_999_999_999n }),
      (ticks) => ticksFromIso(isoFromTicks(ticks)) === ticks,
    ),
  );
});
