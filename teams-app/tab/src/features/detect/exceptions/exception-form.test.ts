import { expect, test } from "vitest";
import { checkException, newExceptionForm } from "./exception-form.ts";

const suggested = [{ field: "sourceIP" as const, operator: "equals" as const, value: "203.0.113.7" }];

test("the suggested tests need a reason alone", () => {
  expect(checkException({ ...newExceptionForm(suggested), reason: " Our own scanner " }).exception).toEqual({
    tests: suggested,
    reason: "Our own scanner",
    days: 90,
  });
});

test("without a suggestion there is one test to fill in", () => {
  const checked = checkException({ ...newExceptionForm(undefined), reason: "Our own scanner" });

  expect(checked).toEqual({ exception: undefined, wrong: { tests: [true], reason: false, days: false } });
});

test.each(["0", "366", "1.5", "-1", "", "1e2"])("%j days are refused", (days) => {
  const checked = checkException({ ...newExceptionForm(suggested), reason: "Our own scanner", days });

  expect(checked).toMatchObject({ exception: undefined, wrong: { days: true } });
});
