import {
  checkRetentionPolicy,
  LogCategory,
  RetentionClass,
  RetentionPolicyInput,
  Severity,
  ShrinkMethod,
} from "@logdoctor/shared-policies";
import { aPolicyInput } from "@logdoctor/shared-policies/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkForm } from "./check-form.ts";
import { joinComplaints } from "./complaint.ts";
import { fieldProblems } from "./field-problems.ts";
import { formOf, newPolicyForm, type PolicyForm, withDefaultsOf } from "./policy-form.ts";

const anyInput = fc
  .record({
    policyName: fc.string({ minLength: 1, maxLength: 40 }).filter((name) => name.trim() !== ""),
    logCategory: fc.constantFrom(...LogCategory.options),
    severity: fc.option(fc.constantFrom(...Severity.options), { nil: undefined }),
    retentionClass: fc.constantFrom(...RetentionClass.options),
    tables: fc.array(fc.constantFrom("SecurityEvent", "AppTraces", "apptraces", "Perf"), {
      minLength: 1,
      maxLength: 4,
    }),
    predicate: fc.option(fc.constant("Level == 1"), { nil: undefined }),
    hotRetentionDays: fc.integer({ min: 4, max: 730 }),
    archiveEnabled: fc.boolean(),
    archiveRetentionDays: fc.integer({ min: 0, max: 4383 }),
    shrinkMethod: fc.constantFrom(...ShrinkMethod.options),
    isActive: fc.boolean(),
  })
  .map((input) => RetentionPolicyInput.parse(input));

test("a policy that keeps the rules comes back from its form as it was", () => {
  fc.assert(
    fc.property(anyInput, (input) => {
      fc.pre(checkRetentionPolicy(input).length === 0);

      expect(checkForm(formOf(input)).policy).toEqual(input);
    }),
  );
});

test("every rule between fields is said at its field, in the page's own words", () => {
  fc.assert(
    fc.property(anyInput, (input) => {
      const problems = checkRetentionPolicy(input);
      const { complaints, rest } = fieldProblems(problems, input);

      expect(rest).toEqual([]);
      expect(Object.values(complaints).flat()).toHaveLength(problems.length);
      expect(Object.values(complaints).flat()).toSatisfy((all) => all.every((one: object) => "key" in one));
    }),
  );
});

describe("what is wrong with a form", () => {
  const good = formOf(aPolicyInput());
  test.each<[Partial<PolicyForm>, string, object]>([
    [{ policyName: "  " }, "policyName", { key: "required" }],
    [{ policyName: "x".repeat(121) }, "policyName", { key: "tooLong", values: { max: 120 } }],
    [{ tables: " , " }, "tables", { key: "tablesFew" }],
    [{ tables: "Good 9bad" }, "tables", { key: "tableName", values: { name: "9bad" } }],
    [{ hotRetentionDays: "3" }, "hotRetentionDays", { key: "tooSmall", values: { min: 4 } }],
    [{ hotRetentionDays: "731" }, "hotRetentionDays", { key: "tooBig", values: { max: 730 } }],
    [{ hotRetentionDays: "1.5" }, "hotRetentionDays", { key: "wholeNumber" }],
    [{ hotRetentionDays: "" }, "hotRetentionDays", { key: "wholeNumber" }],
    [{ logCategory: "Gossip" }, "logCategory", { key: "choice" }],
  ])("%o", (change, field, complaint) => {
    expect(checkForm({ ...good, ...change }).complaints).toEqual({ [field]: [complaint] });
  });

  test("a new form lacks only a name and a table", () => {
    expect(Object.keys(checkForm(newPolicyForm).complaints ?? {}).toSorted()).toEqual(["policyName", "tables"]);
  });

  test.each(RetentionClass.options)("the usual values of class %s keep the rules", (retentionClass) => {
    const form = withDefaultsOf({ ...good, logCategory: "Debug" }, retentionClass);

    expect(checkForm(form).complaints).toBeUndefined();
  });
});

describe("problems of the service", () => {
  test("with a code are said in its words, also under a preview's pointer", () => {
    const found = [{ pointer: "/policy/predicate", code: "KQL", detail: "Line 1, column 3: no." }];

    expect(fieldProblems(found, aPolicyInput()).complaints).toEqual({ predicate: [{ said: "Line 1, column 3: no." }] });
  });

  test("that a preview and a refused save both found are said once", () => {
    const found = { predicate: [{ said: "No." }] };

    expect(joinComplaints({}, found, { predicate: [{ said: "No." }, { said: "Nor this." }] })).toEqual({
      predicate: [{ said: "No." }, { said: "Nor this." }],
    });
  });

  test("that belong to no field are not lost", () => {
    expect(fieldProblems([{ pointer: "", detail: "No." }], aPolicyInput())).toEqual({ complaints: {}, rest: ["No."] });
  });
});
