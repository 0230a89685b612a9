import { expect, test } from "vitest";
import { settingsFor, thresholdOf } from "./rule-change.ts";

test("a rule's own threshold is not stored, so that a later version can bring another", () => {
  expect(settingsFor({ defaultThreshold: 100 }, { isActive: false, threshold: 100 })).toEqual({ isActive: false });
  expect(settingsFor({ defaultThreshold: 100 }, { isActive: true, threshold: 0 })).toEqual({
    isActive: true,
    threshold: 0,
  });
});

test.each([
  ["0", 0],
  [" 50 ", 50],
  ["1000000000", 1_000_000_000],
  ["1000000001", undefined],
  ["1.5", undefined],
  ["-1", undefined],
  ["", undefined],
])("the threshold %j is %s", (text, threshold) => {
  expect(thresholdOf(text)).toBe(threshold);
});
