import { cadenceMinutes } from "@logdoctor/shared-policies";
import { expect, test } from "vitest";
import { cadenceChoices } from "./cadence-choices.ts";

test("choices lie within the limits, in order, with the default and the present value", () => {
  const { min, max, default: usual } = cadenceMinutes.retain;
  const choices = cadenceChoices("retain", 95);
  expect(choices.every((minutes) => minutes >= min && minutes <= max)).toBe(true);
  expect(choices).toEqual(choices.toSorted((a, b) => a - b));
  expect(choices).toEqual(expect.arrayContaining([min, 95, usual, max]));
  expect(cadenceChoices("retain", usual).filter((minutes) => minutes === usual)).toHaveLength(1);
});
