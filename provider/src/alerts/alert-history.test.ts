import fc from "fast-check";
import { expect, test } from "vitest";
import { seeded } from "../notify/testing/interleaver.ts";
import { playAlertHistory } from "../testing/alert-history.ts";

test("whoever dies or decides at once, nothing HIGH is left untold, nothing is lost, and nobody gets too much", async () => {
  await fc.assert(
    fc.asyncProperty(fc.noShrink(fc.integer({ min: 1, max: 0x7fff_ffff })), async (seed) => {
      expect(await playAlertHistory(seeded(seed), 2)).toEqual([]);
    }),
    { numRuns: 5 },
  );
}, 120_000);
