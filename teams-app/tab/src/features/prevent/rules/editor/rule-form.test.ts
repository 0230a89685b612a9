import { expect, test } from "vitest";
import { aProblem } from "../../../../testing/refusal.ts";
import { checkRuleForm, newRuleForm, refusedFields } from "./rule-form.ts";

const form = { ...newRuleForm, ruleName: "Noisy cart", recommendedAction: "Log less." };

test("a filled form is a rule, without blanks around its texts", () => {
  expect(checkRuleForm({ ...form, ruleName: " Noisy cart ", threshold: " 7 " }).rule).toEqual({
    ...form,
    threshold: 7,
  });
});

test("what is missing or no number is told at its field", () => {
  const { rule, complaints } = checkRuleForm({ ...form, ruleName: " ", kqlQuery: "\n", threshold: "many" });
  expect(rule).toBeUndefined();
  expect(complaints).toEqual({ ruleName: ["required"], kqlQuery: ["required"], threshold: ["wholeNumber"] });
});

test("what the service refuses is told at its field, in its words", () => {
  const errors = [
    { pointer: "/kqlQuery", detail: "No such column (line 1, column 20)" },
    { pointer: "/kqlQuery", detail: "It matches everything." },
    { pointer: "/elsewhere", detail: "Not a field." },
  ];
  expect(refusedFields(aProblem("rule-refused", "The rule is not accepted.", errors))).toEqual({
    kqlQuery: [{ said: "No such column (line 1, column 20)" }, { said: "It matches everything." }],
  });
});
