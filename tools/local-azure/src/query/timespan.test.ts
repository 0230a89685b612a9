import { isoFromTicks, ticksFromIso } from "@logdoctor/kql-engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseTimespan } from "./timespan.ts";

const NOW = ticksFromIso("2026-11-21T00:00:00Z");

function iso(text: string): string[] {
  const { start, end } = parseTimespan(text, NOW);
  return [isoFromTicks(start), isoFromTicks(end)];
}

describe("parseTimespan", () => {
  test.each([
    ["P1D", "2026-11-20T00:00:00.0000000Z", "2026-11-21T00:00:00.0000000Z"],
    ["PT1H30M", "2026-11-20T22:30:00.0000000Z", "2026-11-21T00:00:00.0000000Z"],
    ["P1W", "2026-11-14T00:00:00.0000000Z", "2026-11-21T00:00:00.0000000Z"],
    ["PT0.0000001S", "2026-11-20T23:59:59.9999999Z", "2026-11-21T00:00:00.0000000Z"],
    [
      "2026-01-01T00:00:00.000Z/2026-01-02T00:00:00.000Z",
      "2026-01-01T00:00:00.0000000Z",
      "2026-01-02T00:00:00.0000000Z",
    ],
    ["2026-01-01T09:00:00+09:00/PT1H", "2026-01-01T00:00:00.0000000Z", "2026-01-01T01:00:00.0000000Z"],
    ["P1D/2026-01-02T00:00:00Z", "2026-01-01T00:00:00.0000000Z", "2026-01-02T00:00:00.0000000Z"],
  ])("reads %s", (text, start, end) => {
    expect(iso(text)).toEqual([start, end]);
  });

  test.each(["", "P", "PT", "P1M", "P1Y", "1D", "P1D/P1D", "a/b", "P1D/2026-01-01T00:00:00Z/P1D"])(
    "refuses %j",
    (text) => {
      expect(() => parseTimespan(text, NOW)).toThrow(RangeError);
    },
  );

  test("start/duration and duration/end agree for every duration", () => {
    fc.assert(
      fc.property(fc.nat(3_000_000), (seconds) => {
        const { start, end } = parseTimespan(`2026-01-01T00:00:00Z/PT${seconds}S`, NOW);
        expect(parseTimespan(`PT${seconds}S/${isoFromTicks(end)}`, NOW)).toEqual({ start, end });
      }),
    );
  });
});
