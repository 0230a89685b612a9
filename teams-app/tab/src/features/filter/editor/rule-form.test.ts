import { describe, expect, test } from "vitest";
import { templates } from "../rules/templates.ts";
import { percentText, shareOf } from "../words/share-text.ts";
import { checkRuleForm, formOf, isEditable, mergeForms, newRuleForm, withType } from "./rule-form.ts";

const now = new Date("2026-11-20T02:00:00.000Z");
const sound = { ...newRuleForm(now), ruleName: "Health checks", table: "AppTraces", values: "health check" };
const rule = {
  ruleName: "Crawlers",
  filterType: "Source",
  table: "AppServiceHTTPLogs",
  matchPattern: ["66.249.64.0/19", " 10.0.0.1"],
  action: "SAMPLE",
  samplingRate: 0.07,
  columns: ["CIp"],
  priority: 7,
  isActive: true,
  expiresAt: "2027-01-01T00:00:12.345Z",
} as const;

describe("a form", () => {
  test("says the rule that it was made of, to the second of its expiry and the blank of a value", () => {
    const stored = { ...rule, matchPattern: [...rule.matchPattern], columns: [...rule.columns] };

    expect(checkRuleForm(formOf(stored), stored.expiresAt).draft).toEqual(stored);
  });

  test.each(Object.entries(templates))("of the template %s is sound as it stands", (_, template) => {
    expect(checkRuleForm(newRuleForm(now, template)).draft).toMatchObject(template);
  });

  test("expires after 90 days unless something else is said", () => {
    expect(checkRuleForm(sound).draft?.expiresAt).toBe("2027-02-18T02:00:00.000Z");
    expect(checkRuleForm({ ...sound, expires: "" }).draft).not.toHaveProperty("expiresAt");
  });

  test.each([
    ["ruleName", { ruleName: "  " }],
    ["table", { table: "App Traces" }],
    ["values", { values: "\n\n" }],
    ["columns", { columns: "Message\n  " }],
    ["kept", { action: "SAMPLE" }],
    ["kept", { action: "SAMPLE", kept: "101" }],
    ["action", { filterType: "Sampling", action: "DROP" }],
    ["priority", { priority: "1.5" }],
    ["priority", { priority: "10001" }],
    ["expires", { expires: "tomorrow" }],
  ] as const)("is wrong at %s: %j", (field, change) => {
    const checked = checkRuleForm({ ...sound, ...change });

    expect(checked.wrong).toEqual([field]);
    expect(checked.draft).toBeUndefined();
  });

  test("without a name can be compiled already", () => {
    expect(checkRuleForm({ ...sound, ruleName: "" }).checkable).toMatchObject({ matchPattern: "health check" });
    expect(checkRuleForm({ ...sound, table: "" }).checkable).toBeUndefined();
  });

  test("of a sampling keeps a share, or the one that is set elsewhere", () => {
    const sampling = withType(sound, "Sampling");

    expect(checkRuleForm(sampling).draft).toMatchObject({ action: "SAMPLE" });
    expect(checkRuleForm({ ...sampling, kept: "12.5" }).draft).toMatchObject({ samplingRate: 0.125 });
  });

  test("keeps its edits over a newer version, and takes the rest of it", () => {
    const theirs = { ...sound, values: "readiness", priority: "5" };

    expect(mergeForms(sound, { ...sound, priority: "9" }, theirs)).toEqual({ ...theirs, priority: "9" });
  });
});

test("a value with a line break is not for lines", () => {
  expect(isEditable({ matchPattern: ["a", "b\nc"] })).toBe(false);
  expect(isEditable({ matchPattern: "a b" })).toBe(true);
});

test.each([0, 0.07, 0.1, 0.29, 0.125, 0.333333, 1])("the share %d is typed and read without loss", (share) => {
  expect(shareOf(percentText(share))).toBe(share);
});

test.each(["", "-1", "1e1", "100.1", "half"])("%j is no share", (text) => {
  expect(shareOf(text)).toBeUndefined();
});
