import fc from "fast-check";
import { expect, test } from "vitest";
import { simulateAlerts, simulatedSettings } from "../testing/alert-simulation.ts";
import { checkAlertSettings } from "./alert-settings.ts";

const holidays = {
  KR: new Set(["2026-09-24", "2026-09-25", "2026-09-26", "2026-10-03", "2026-10-05", "2026-10-09"]),
  JP: new Set(["2026-09-21", "2026-09-22", "2026-09-23", "2026-10-12"]),
};

function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test("30 days, 200 rules, a storm: no HIGH held back, nobody over budget, escalations on time, all findable", () => {
  const settings = simulatedSettings();
  expect(checkAlertSettings(settings)).toEqual([]);
  const end = simulateAlerts({
    ...{ random: seeded(20_260_910), days: 30, rules: 200, settings, holidays, storm: [14, 17], answering: 0.02 },
  });

  expect(end.faults).toEqual([]);
  // That the history is worth something.
  expect(end.counts.high).toBeGreaterThan(200);
  expect(end.counts.escalated).toBeGreaterThan(20);
  expect(end.counts.joined).toBeGreaterThan(100);
  const reasons = new Set(end.notes.map(({ reason }) => reason));
  const all = ["already-alerted", "awaiting-recheck", "budget", "cool-down", "holiday", "ignored", "quiet-hours"];
  expect([...reasons].filter((reason) => reason !== undefined).toSorted()).toEqual(all);
  expect(end.posted.length).toBeLessThan(30 * 3 * 3);
});

test("an alert counts as not answered whether the run comes first that finds it graver, or the clock", () => {
  const settings = simulatedSettings({ coolDownHours: 6, dailyCardBudget: 3 });
  const people = { settings, holidays, answering: 0 };
  // Its first alert is due at 06:00, when a run finds it graver; so the third is due at 05:30 of the next day.
  const first = simulateAlerts({ ...people, random: seeded(668_078_686), days: 2, rules: 21, storm: [1, 2] });
  expect(first.faults).toEqual([]);
});

test("so it is in any history, with any budget and cool-down", () => {
  const histories = fc.record({
    seed: fc.integer({ min: 1, max: 0x7fff_ffff }),
    rules: fc.integer({ min: 1, max: 25 }),
    days: fc.integer({ min: 2, max: 10 }),
    dailyCardBudget: fc.integer({ min: 3, max: 6 }),
    coolDownHours: fc.integer({ min: 1, max: 72 }),
    answering: fc.double({ min: 0, max: 0.3, noNaN: true }),
  });
  fc.assert(
    fc.property(histories, ({ seed, rules, days, answering, ...rest }) => {
      const settings = simulatedSettings(rest);
      const storm = [days / 2, days / 2 + 1] as const;
      const end = simulateAlerts({ random: seeded(seed), days, rules, settings, holidays, storm, answering });
      expect(end.faults).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
