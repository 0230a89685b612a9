import { describe, expect, test } from "vitest";
import { atLeastAsStrict, classDefaults, classify, LogCategory, type RetentionClass, Severity } from "./classify.ts";

describe("classification follows the plan", () => {
  test.each([
    ["Security", undefined, "A", "security-or-audit"],
    ["Audit", undefined, "A", "security-or-audit"],
    ["Error", "Critical", "A", "critical-error"],
    ["Exception", "P1", "A", "critical-error"],
    ["Error", "Warning", "B", "lesser-error"],
    ["Exception", "P2", "B", "lesser-error"],
    ["Error", "P3", "B", "lesser-error"],
    ["Performance", undefined, "B", "performance"],
    ["Metric", undefined, "B", "performance"],
    ["Info", undefined, "C", "info-or-debug"],
    ["Debug", undefined, "C", "info-or-debug"],
  ] as const)("%s %s is class %s", (category, severity, retentionClass, reasonCode) => {
    expect(classify(category, severity)).toMatchObject({ retentionClass, reasonCode });
  });

  test("an error of unknown severity is kept like a critical one", () => {
    expect(classify("Error")).toMatchObject({ retentionClass: "A", reasonCode: "unrated-error" });
  });

  test("every category and severity has a class and a reason in words", () => {
    for (const category of LogCategory.options) {
      for (const severity of [undefined, ...Severity.options]) {
        expect(classify(category, severity).reason).toMatch(/^\S.{20,}\.$/);
      }
    }
  });
});

test("class A is archived for a year, B and C are not archived", () => {
  expect(classDefaults.A).toEqual({ hotRetentionDays: 14, archiveEnabled: true, archiveRetentionDays: 365 });
  expect(classDefaults.B).toEqual({ hotRetentionDays: 14, archiveEnabled: false, archiveRetentionDays: 0 });
  expect(classDefaults.C).toEqual({ hotRetentionDays: 7, archiveEnabled: false, archiveRetentionDays: 0 });
});

test.each([
  ["A", "B", true],
  ["B", "B", true],
  ["C", "B", false],
] as const)("%s at least as strict as %s: %s", (a: RetentionClass, b: RetentionClass, expected) => {
  expect(atLeastAsStrict(a, b)).toBe(expected);
});
