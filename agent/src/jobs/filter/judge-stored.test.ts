import fc from "fast-check";
import { expect, test } from "vitest";
import { judgeStored, type StoredRows } from "./judge-stored.ts";

const hour = 3_600_000;
const predicted = { dropRate: 0.6, tolerance: 0.05, ageMs: 2 * hour };
/** A flow of 1000 rows whose filter is in force, beside others that drop 3000. */
const sound: StoredRows = { kept: 400, stays: 400, before: 400, least: 0, most: 3600 };

test.each([
  ["none that it drops is stored, whatever others drop", sound, predicted, "verified"],
  ["all that it drops is stored still", { ...sound, kept: 1000, most: 3000 }, predicted, "drops-too-little"],
  ["and Azure may take its time", { ...sound, kept: 1000 }, { ...predicted, ageMs: hour }, "pending"],
  ["most that it should let through is gone", { ...sound, kept: 40, stays: 40 }, predicted, "drops-too-much"],
  [
    "less comes than a week ago, and less is dropped",
    { ...sound, kept: 100, stays: 100, most: 150 },
    predicted,
    "verified",
  ],
  ["it alone drops, and too much", { ...sound, least: 3600 }, predicted, "drops-too-much"],
  ["it alone drops, as predicted", { ...sound, least: 600, most: 600 }, predicted, "verified"],
  ["few rows are left, as predicted", { ...sound, kept: 40, stays: 40, least: 60, most: 60 }, predicted, "verified"],
  ["rows come by another way too", { ...sound, kept: 1000, least: 600, most: 600 }, predicted, "unclear"],
  ["too few rows prove nothing", { ...sound, kept: 49, stays: 9, before: 0 }, predicted, "pending"],
  ["so little is to go that nothing tells", { ...sound, kept: 410 }, { ...predicted, dropRate: 0.02 }, "verified"],
] as const)("%s", (_what, rows, prediction, verdict) => {
  expect(judgeStored(rows, prediction)).toBe(verdict);
});

const count = (max: number) => fc.integer({ min: 1_000, max });

test("a sound filter is never taken back, whatever other flows drop, and a dead one always is", () => {
  fc.assert(
    fc.property(
      count(100_000),
      fc.nat(1_000_000),
      fc.double({ min: 0.3, max: 0.95, noNaN: true }),
      (all, others, rate) => {
        const dropped = Math.round(all * rate);
        const stays = all - dropped;
        const prediction = { ...predicted, dropRate: rate };
        const works = { kept: stays, stays, before: stays, least: 0, most: dropped + others };
        expect(judgeStored(works, prediction)).toMatch(/verified|pending/);
        expect(judgeStored({ ...works, least: dropped, most: dropped }, prediction)).toMatch(/verified|pending/);
        const dead = { ...works, kept: all, most: others };
        expect(judgeStored(dead, prediction)).toBe("drops-too-little");
      },
    ),
  );
});
