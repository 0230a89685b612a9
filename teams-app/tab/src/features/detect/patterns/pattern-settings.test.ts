import { expect, test } from "vitest";
import { aPattern } from "../../../testing/detect-documents.ts";
import { settingsFor, thresholdOf } from "./pattern-settings.ts";
import { spacedName } from "./spaced-name.ts";

test("the pattern's own threshold is not stored as the tenant's", () => {
  const pattern = aPattern({ threshold: 8, defaultThreshold: 5 });

  expect(settingsFor(pattern, { isActive: false, threshold: 5 })).toEqual({ isActive: false });
  expect(settingsFor(pattern, { isActive: false, threshold: 8 })).toEqual({ isActive: false, threshold: 8 });
});

test("where the pattern's own threshold is not known, the one in force stays in force", () => {
  const { defaultThreshold: _, ...pattern } = aPattern({ threshold: 8 });

  expect(settingsFor(pattern, { isActive: true, threshold: 8 })).toEqual({ isActive: true, threshold: 8 });
});

test.each([
  ["5", 5],
  [" 12 ", 12],
  ["0.5", undefined],
  ["0", undefined],
  ["-1", undefined],
  ["1e3", undefined],
  ["1000001", undefined],
  ["", undefined],
])("%j is the threshold %o", (text, threshold) => {
  expect(thresholdOf(text)).toBe(threshold);
});

test("tactics are written as people do", () => {
  expect(["InitialAccess", "Discovery", "CommandAndControl"].map(spacedName)).toEqual([
    "Initial Access",
    "Discovery",
    "Command And Control",
  ]);
});
