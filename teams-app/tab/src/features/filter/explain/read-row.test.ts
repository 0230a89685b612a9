import { expect, test } from "vitest";
import { readRow, tableOf } from "./read-row.ts";

test("a row is an object, alone or in a list", () => {
  expect(readRow(' {"Message":"x"} ').row).toEqual({ Message: "x" });
  expect(readRow('[{"Message":"x"}]').row).toEqual({ Message: "x" });
});

test.each([
  ["", "not-json"],
  ["{Message: 1}", "not-json"],
  ["[]", "not-a-row"],
  ['[{"a":1},{"a":2}]', "not-a-row"],
  ["null", "not-a-row"],
  ['"text"', "not-a-row"],
  ['{"a":12345678901234567}', "number"],
  ['{"a":[1, -0.12345678901234567]}', "number"],
])("%s is refused: %s", (text, problem) => {
  expect(readRow(text)).toEqual({ row: undefined, problem });
});

test("long digits within a text are no number", () => {
  expect(readRow('{"a":"id: 12345678901234567890","b":1.5}').problem).toBeUndefined();
});

test("a row of Log Analytics says its table", () => {
  expect(tableOf({ Type: "AppTraces" })).toBe("AppTraces");
  expect(tableOf({ Type: 3 })).toBeUndefined();
});
