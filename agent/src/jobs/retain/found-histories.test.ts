import { expect, test } from "vitest";
import { type History, playHistory } from "../../testing/histories.ts";

/** Histories that once broke a promise, as fast-check shrank them. */
const FOUND: readonly [what: string, history: History][] = [
  [
    "rows that pass the age of the lowered retention while the run is under way count against the row limit",
    {
      ceiling: { maxRowsDeletedPerRun: 8 },
      actions: [
        { do: "ingest", table: "SecurityEvent", ageHours: 0, level: 0, message: "", copies: 1 },
        { do: "ingest", table: "SecurityEvent", ageHours: 719, level: 0, message: "", copies: 9 },
        { do: "run", faults: [{ at: 3, kind: "kill", when: "before" }] },
        { do: "ingest", table: "SecurityEvent", ageHours: 330, level: 0, message: "", copies: 1 },
      ],
    },
  ],
];

test.each(FOUND)("%s", async (_, history) => {
  expect(await playHistory(history)).toEqual([]);
});
