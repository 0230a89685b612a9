import { expect, test } from "vitest";
import { checkOptions, optionsFormOf } from "./filter-settings-form.ts";

const settings = { dryRunDays: 7, dangerDropRate: 0.5, tolerance: 0.07, heldOutShare: 0.01, etag: "1" };

test("a form says the settings that it was made of", () => {
  const { etag: _, ...options } = settings;

  expect(checkOptions(optionsFormOf(settings))).toEqual({ options, wrong: [] });
});

test.each([
  ["dryRunDays", "0"],
  ["dryRunDays", "31"],
  ["dryRunDays", "1.5"],
  ["dangerDropRate", "101"],
  ["tolerance", ""],
  ["heldOutShare", "10.1"],
])("%s is not %j", (name, text) => {
  expect(checkOptions({ ...optionsFormOf(settings), [name]: text })).toEqual({ options: undefined, wrong: [name] });
});
