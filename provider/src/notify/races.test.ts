import fc from "fast-check";
import { expect, test } from "vitest";
import { playRace, type RaceEnd, raceGround } from "./testing/play-race.ts";

test("whatever people, reports, workers and the connector do at once, the card shows the incident in the end", async () => {
  const ground = raceGround();
  const ends: RaceEnd[] = [];
  await fc.assert(
    fc.asyncProperty(fc.noShrink(fc.integer({ min: 1, max: 0x7fff_ffff })), async (seed) => {
      const end = await playRace(ground, seed);
      ends.push(end);
      expect(end.fault).toBeUndefined();
    }),
    { numRuns: 1000 },
  );
  // That the histories are worth something: people moved incidents, and most needed more than one request.
  expect(ends.filter(({ transitions }) => transitions > 2).length).toBeGreaterThan(200);
  expect(ends.filter(({ requests }) => requests > 2).length).toBeGreaterThan(200);
}, 300_000);
