import { expect, test } from "vitest";
import { cadenceMinutes } from "./job.ts";
import { SettingsInput, settingsOf, storedJobs } from "./settings.ts";

const detect = { enabled: true, cadenceMinutes: 60 };
const prevent = { enabled: true, cadenceMinutes: 120 };
const filter = { enabled: false, cadenceMinutes: 10 };
const retain = (enabled: boolean, minutes: number, others = { prevent, detect, filter }) => ({
  jobs: { retain: { enabled, cadenceMinutes: minutes }, ...others },
});

test("a tenant that never set anything has the plan's cadence, and every job on", () => {
  expect(settingsOf({ cadence: {}, jobsOff: [] })).toEqual(
    retain(true, cadenceMinutes.retain.default, {
      prevent: { enabled: true, cadenceMinutes: 360 },
      detect: { enabled: true, cadenceMinutes: 30 },
      filter: { enabled: true, cadenceMinutes: 5 },
    }),
  );
});

test("what is stored reads back", () => {
  const stored = storedJobs({ cadence: { filter: 20 }, jobsOff: ["filter", "retain"] }, retain(true, 120));
  expect(stored).toEqual({ cadence: { filter: 10, retain: 120, prevent: 120, detect: 60 }, jobsOff: ["filter"] });
  expect(settingsOf(stored)).toEqual(retain(true, 120));
  expect(settingsOf(storedJobs(stored, retain(false, 60)))).toEqual(retain(false, 60));
});

test("what was set before Prevent was there has its default", () => {
  const { prevent: _, ...jobs } = retain(false, 90).jobs;
  const parsed = SettingsInput.parse({ jobs });
  expect(parsed.jobs.prevent).toEqual({ enabled: true, cadenceMinutes: cadenceMinutes.prevent.default });
});

test.each([
  ["below the least", retain(true, cadenceMinutes.retain.min - 1)],
  ["above the most", retain(true, cadenceMinutes.retain.max + 1)],
  ["half a minute", retain(true, 90.5)],
  ["not a number", retain(true, Number.NaN)],
  ["an unknown field", { ...retain(true, 60), colour: "red" }],
  ["a job that does not exist", { jobs: { ...retain(true, 60).jobs, polish: { enabled: true, cadenceMinutes: 60 } } }],
  ["no jobs", { jobs: {} }],
])("%s is refused", (_name, input) => {
  expect(SettingsInput.safeParse(input).success).toBe(false);
});
