import fc from "fast-check";
import { expect, test } from "vitest";
import { differences } from "./testing/interpreter/differences.ts";

// The engine may refuse, but not often, and it must not answer otherwise than an interpreter that shares nothing with it.
test("random queries over random tables give what a plain interpreter gives", async () => {
  let [asked, refused] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const found = await differences((...values) => g(fc.constantFrom, ...values), 12);
      asked += found.asked;
      refused += found.refused.length;
      expect(found.wrong).toEqual([]);
    }),
    // Shrinking would play hundreds of queries: the first difference says enough.
    { numRuns: 25, endOnFailure: true },
  );
  expect(refused / asked).toBeLessThan(0.5);
}, 120_000);
