import { expect, test } from "vitest";
import { numericDecimals } from "./decimal-cells.ts";

test.each([
  ['["1.50","a,b]\\"","2"]', [0], '[1.50,"a,b]\\"","2"]'],
  ['[null,"0.1234567890123456789012345678901234"]', [0, 1], "[null,0.1234567890123456789012345678901234]"],
  ['["x",1,true]', [], '["x",1,true]'],
  ['["[1,2]","-3"]', [1], '["[1,2]",-3]'],
])("%s with decimals at %j", (row, columns, expected) => {
  expect(numericDecimals(row, new Set(columns))).toBe(expected);
});
