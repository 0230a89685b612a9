import fc from "fast-check";
import { expect, test } from "vitest";
import type { Fault } from "../../testing/faults.ts";
import { type FilterHistory, filterHistories, playFilterHistory } from "../../testing/filter-histories.ts";

const numRuns = 200;
// Always the same histories; another seed finds others.
const seed = 6;

type Action = FilterHistory["actions"][number];
const rule: Action = { do: "rule", slot: 1, version: "a", state: "Active", minutes: undefined };
const run = (...faults: Fault[]): Action => ({ do: "run", faults, awayAtPermit: false });
const errors: Action = { do: "traffic", traffic: { received: 10_000, dropped: 3_000, errors: 3 } };
const sound: Action = { do: "traffic", traffic: { received: 10_000, dropped: 3_000, errors: 0 } };
const lastCall = 24;

test("whatever happens and whenever a process dies, every promise of Filter holds", async () => {
  await fc.assert(
    fc.asyncProperty(filterHistories, async (history) => {
      expect(await playFilterHistory(history)).toEqual([]);
    }),
    { numRuns, seed },
  );
});

test("a process may die at any call of taking a filter back", async () => {
  for (let at = 1; at <= lastCall; at++) {
    const actions = [rule, run(), errors, run({ at, kind: "kill", when: "after" }), run(), sound, run()];
    expect(await playFilterHistory({ actions }), `call ${at}`).toEqual([]);
  }
});

test("an edit within our text does not pass for what was certified", async () => {
  for (const second of [false, true]) {
    const actions: Action[] = [rule, run(), { do: "edit", second, what: "inside" }, sound, run(), run()];
    expect(await playFilterHistory({ actions })).toEqual([]);
  }
});
