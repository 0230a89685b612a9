import fc from "fast-check";
import { expect, test } from "vitest";
import { encode, type Value } from "./row.ts";

test("what JSON can hold is written as JSON.stringify writes it", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(encode(value as Value)).toBe(JSON.stringify(value));
    }),
  );
});

test("every digit of a 64-bit number is kept", () => {
  expect(encode({ a: 9_223_372_036_854_775_807n, b: [-9_007_199_254_740_993n] })).toBe(
    '{"a":9223372036854775807,"b":[-9007199254740993]}',
  );
});
