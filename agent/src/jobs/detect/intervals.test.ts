import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cover, halves, type Interval, intervalOf, missing, newestFirst, notBefore } from "./intervals.ts";

const minute = 60_000;
const start = Date.parse("2026-11-01T00:00:00Z");
const interval = fc
  .tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 60 }))
  .map(([from, length]) => intervalOf(start + from * minute, start + (from + length) * minute));

/** Minutes from the start that lie in the intervals. */
function minutes(of: readonly Interval[]): Set<number> {
  const inside = new Set<number>();
  for (const { from, to } of of)
    for (let at = Date.parse(from); at < Date.parse(to); at += minute) inside.add((at - start) / minute);
  return inside;
}

describe("intervals of ingestion time", () => {
  test("what is covered and what is missing make up what is wanted, once", () => {
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 12 }), interval, (read, wanted) => {
        const covered = read.reduce<Interval[]>(cover, []);
        const gaps = missing(covered, wanted);
        const known = minutes(read);
        expect(minutes(covered)).toEqual(known);
        expect(minutes(gaps)).toEqual(new Set([...minutes([wanted])].filter((at) => !known.has(at))));
        expect(gaps.reduce<Interval[]>(cover, covered)).toEqual(cover(covered, wanted));
      }),
    );
  });

  test("are read in pieces, the newest first, without gap or overlap", () => {
    fc.assert(
      fc.property(interval, fc.integer({ min: 1, max: 20 }), (gap, max) => {
        const pieces = newestFirst([gap], max * minute);
        expect(pieces.reduce<Interval[]>(cover, [])).toEqual([gap]);
        expect(pieces.map(({ from }) => from)).toEqual(
          pieces
            .map(({ from }) => from)
            .toSorted()
            .toReversed(),
        );
        const length = pieces.reduce((sum, { from, to }) => sum + Date.parse(to) - Date.parse(from), 0);
        expect(length).toBe(Date.parse(gap.to) - Date.parse(gap.from));
      }),
    );
  });

  test("are halved until they are short enough", () => {
    expect(halves(intervalOf(start, start + 3), 1)).toEqual([
      intervalOf(start + 2, start + 3),
      intervalOf(start, start + 2),
    ]);
    expect(halves(intervalOf(start, start + minute), minute)).toEqual([]);
  });

  test("end at the look-back", () => {
    expect(notBefore(intervalOf(start, start + 10), start + 4)).toEqual(intervalOf(start + 4, start + 10));
    expect(notBefore(intervalOf(start, start + 10), start + 10)).toBeUndefined();
  });
});
