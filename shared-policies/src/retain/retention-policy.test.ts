import { describe, expect, test } from "vitest";
import { aPolicyInput } from "../testing/index.ts";
import { checkRetentionPolicy, RetentionPolicyInput } from "./retention-policy.ts";

function pointers(over: Partial<RetentionPolicyInput>): string[] {
  return checkRetentionPolicy(aPolicyInput(over)).map((problem) => problem.pointer);
}

describe("rules between fields", () => {
  test("a sound policy has no problem", () => {
    expect(pointers({})).toEqual([]);
  });

  test.each([
    [
      "a class weaker than the category needs",
      { retentionClass: "C", archiveEnabled: false, archiveRetentionDays: 0 },
      "/retentionClass",
    ],
    ["class A without an archive", { archiveEnabled: false, archiveRetentionDays: 0 }, "/archiveEnabled"],
    ["class A archived for less than a year", { archiveRetentionDays: 364 }, "/archiveRetentionDays"],
    [
      "days of an archive that is off",
      { logCategory: "Debug", retentionClass: "C", archiveEnabled: false, archiveRetentionDays: 9 },
      "/archiveRetentionDays",
    ],
    [
      "archive only, without an archive",
      {
        logCategory: "Debug",
        retentionClass: "C",
        archiveEnabled: false,
        archiveRetentionDays: 0,
        shrinkMethod: "archiveOnly",
      },
      "/shrinkMethod",
    ],
    [
      "table retention with a predicate",
      { predicate: "EventID == 1", shrinkMethod: "tableRetention" },
      "/shrinkMethod",
    ],
    ["a table named twice in different case", { tables: ["Syslog", "syslog"] }, "/tables"],
  ] as const)("%s is refused at %s", (_name, over, pointer) => {
    expect(pointers(over as Partial<RetentionPolicyInput>)).toContain(pointer);
  });

  test("keeping more than a category needs is allowed", () => {
    expect(pointers({ logCategory: "Debug", retentionClass: "A" })).toEqual([]);
  });
});

describe("the shape", () => {
  test.each([
    ["an unknown field", { colour: "red" }],
    ["an absurd number of days", { hotRetentionDays: 1e9 }],
    ["fewer days than late rows need", { hotRetentionDays: 3 }],
    ["a fraction of a day", { hotRetentionDays: 14.5 }],
    ["no table", { tables: [] }],
    ["a table name with KQL in it", { tables: ["Syslog | take 1"] }],
    ["an empty name", { policyName: "  " }],
    ["a tenant id", { tenantId: "7a1c1f0e-52b4-4c6e-9a51-0d3a8f2b7c10" }],
    ["an archive of more than twelve years", { archiveRetentionDays: 4384 }],
  ])("%s is refused", (_name, over) => {
    expect(RetentionPolicyInput.safeParse({ ...aPolicyInput(), ...over }).success).toBe(false);
  });
});
