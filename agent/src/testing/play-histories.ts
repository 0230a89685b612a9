import fc from "fast-check";
import { expect } from "vitest";
import { histories, playHistory } from "./histories.ts";

/** Half of the thousand histories that every test run plays; two files, so that both cores work on them. */
export const historiesPerFile = 500;

/** Plays random histories and expects that no promise was broken. */
export async function playHistories(numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      expect(await playHistory(history)).toEqual([]);
    }),
    { numRuns },
  );
}
