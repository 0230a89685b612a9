import fc from "fast-check";
import { expect, test } from "vitest";
import { histories, playHistory } from "../../testing/histories.ts";

const numRuns = 1000;

test("over random histories of faults nothing is lost, archived twice, or removed against the rules", async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      expect(await playHistory(history)).toEqual([]);
    }),
    { numRuns },
  );
}, 240_000);
